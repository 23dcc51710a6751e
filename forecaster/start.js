// Starts the worker's module; the page makes a worker of this file.
import init from "./forecaster.js";

init();
