// Only browsers that know no modules run this; nothing else on the page could tell their users anything.
document.getElementById('boot-error').removeAttribute('hidden');
