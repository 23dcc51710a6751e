// Papa Parse in a worker, as the app's own reader is in one.
importScripts("./papaparse.js");
onmessage = ({ data }) => {
  const text = new TextDecoder().decode(data);
  const table = Papa.parse(text, { skipEmptyLines: true });
  postMessage({ rows: table.data.length - 1 });
};
postMessage("ready");
