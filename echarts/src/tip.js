// What is said about the thing under the pointer.

/** An element for the parts of a chart that the pointer is at: a heading, and a line each for what there is to say. */
export function tip(shown, series) {
  const said = shown.map((part) => saidOf(part, series)).filter(Boolean);
  if (!said.length) {
    return null;
  }
  // ECharts styles what is around it; what is seen is left to the style sheet.
  const body = element("div", "chart-tip-body");
  body.append(element("p", "chart-tip-title", said[0].title));
  const list = element("dl", "chart-tip-lines");
  for (const { name, text } of said.flatMap(({ lines }) => lines)) {
    list.append(element("dt", "", name), element("dd", "", text));
  }
  if (list.childElementCount) {
    body.append(list);
  }
  return body;
}

function saidOf({ seriesIndex, dataIndex, dataType }, series) {
  const words = series[seriesIndex];
  return words && (dataType === "edge" ? words.linkTips : words.tips)[dataIndex];
}

function element(name, className, text) {
  const made = document.createElement(name);
  if (className) {
    made.className = className;
  }
  if (text !== undefined) {
    made.textContent = text;
  }
  return made;
}
