// The charts of the app, drawn by Apache ECharts. Only what is imported here gets into the file that is served.
//
// What is drawn comes as plain data from the crate `charts`: an option for ECharts, and beside it the words on it. Words
// go through the functions below instead of ECharts' templates, so that a name with braces in it stays a name; and they
// reach the page as text, never as markup, as the Content-Security-Policy wants it.

import { init, use } from "echarts/core";
import { BarChart, BoxplotChart, HeatmapChart, LineChart, SankeyChart, ScatterChart } from "echarts/charts";
import {
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  TitleComponent,
  TooltipComponent,
} from "echarts/components";
import { LabelLayout } from "echarts/features";
import { CanvasRenderer } from "echarts/renderers";
import { tip } from "./tip.js";

// Which chart is in an element, as ECharts itself tells it: what is drawn can be asked from outside, by tools of the browser and by the tests.
export { getInstanceByDom } from "echarts/core";

use([
  BarChart,
  BoxplotChart,
  HeatmapChart,
  LineChart,
  SankeyChart,
  ScatterChart,
  GridComponent,
  LegendComponent,
  MarkLineComponent,
  TitleComponent,
  TooltipComponent,
  LabelLayout,
  CanvasRenderer,
]);

// A picture is put into documents and printed, where a screen's own resolution looks coarse.
const LEAST_RATIO = 2;

/** A chart in an element, which has a size already. `onSelect(series, index, isLink)` hears of presses on what is drawn. */
export function open(element, onSelect) {
  const chart = init(element, undefined, {
    renderer: "canvas",
    devicePixelRatio: Math.max(devicePixelRatio || 1, LEAST_RATIO),
  });
  let answered;
  chart.on("click", ({ componentType, seriesIndex, dataIndex, dataType, event }) => {
    if (componentType === "series" && dataIndex !== undefined) {
      answered = event.event;
      onSelect(seriesIndex, dataIndex, dataType === "edge");
    }
  });
  // Where a whole row or column is one thing, a press beside what is drawn means it, too. ECharts speaks last, so this waits.
  chart.getZr().on("click", ({ event, offsetX, offsetY }) => {
    queueMicrotask(() => {
      const near = event !== answered && !chart.isDisposed() && nearest(chart, offsetX, offsetY);
      if (near) {
        onSelect(near.series, near.index, false);
      }
    });
  });
  return {
    /** Draws this and nothing of what was there before. `json` is a `Drawing` of the crate `charts`. */
    draw(json) {
      chart.setOption(spoken(JSON.parse(json)), { notMerge: true });
    },
    /** Fits the chart to the size that its element has now. */
    resize() {
      chart.resize();
    },
    /** A promise of a PNG. */
    png(background) {
      const canvas = chart.renderToCanvas({ backgroundColor: background, pixelRatio: LEAST_RATIO });
      return new Promise((resolve, reject) => {
        canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("no picture"))), "image/png");
      });
    },
    /** Takes the chart out of its element. */
    close() {
      chart.dispose();
    },
  };
}

/** The item in the row or column at a place, of the series that comes closest to it. */
function nearest(chart, x, y) {
  const { tooltip, xAxis, yAxis, series } = chart.getOption();
  if (tooltip[0].trigger !== "axis") {
    return undefined;
  }
  const isStanding = xAxis[0].type === "category";
  const finder = isStanding ? { xAxisIndex: 0 } : { yAxisIndex: 0 };
  const index = chart.convertFromPixel(finder, isStanding ? x : y);
  if (!(isStanding ? xAxis : yAxis)[0].data[index]) {
    return undefined;
  }
  const away = series.map(({ type, data }, seriesIndex) => {
    const place = type === "line" && chart.convertToPixel({ seriesIndex }, [index, data[index]]);
    return place && Number.isFinite(place[1]) ? Math.abs(place[1] - y) : Infinity;
  });
  return { index, series: Math.max(0, away.indexOf(Math.min(...away))) };
}

/** The option of a drawing with its words in it. */
function spoken({ option, words }) {
  words.series.forEach(({ labels, end }, index) => {
    const series = option.series[index];
    if (labels.length) {
      series.label.formatter = ({ dataIndex }) => labels[dataIndex] ?? "";
    }
    if (end) {
      series.endLabel.formatter = () => end;
    }
  });
  for (const axis of ["xAxis", "yAxis"]) {
    const all = [option[axis] ?? []].flat();
    (words[axis] ?? []).forEach((ticks, index) => {
      if (ticks.length) {
        const texts = new Map(ticks.map(({ value, text }) => [value, text]));
        all[index].axisLabel.formatter = (value) => texts.get(value) ?? "";
      }
    });
  }
  // A tip may be higher than the chart; within the chart's own element it would be cut.
  option.tooltip.appendTo = (element) => element.closest(".chart") ?? element;
  option.tooltip.formatter = (shown) => tip([shown].flat(), words.series);
  return option;
}
