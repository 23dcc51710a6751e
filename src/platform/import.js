// A module that is fetched when it is needed. WebAssembly has no words for it.
export const load = (address) => import(new URL(address, document.baseURI));
