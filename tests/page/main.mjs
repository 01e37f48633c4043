// main.mjs - all tests of the page. PAGE_URL: the server; CHROMIUM: the browser; ONLY: a pattern of the names to run.
import { runAll } from "./harness.mjs";
import "./shell.mjs";
import "./views.mjs";
import "./report.mjs";
import "./sight.mjs";

await runAll();
