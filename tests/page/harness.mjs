// harness.mjs - runs the tests one after another in Chromium and prints the Test Anything Protocol. Besides what a test itself
// asks, each fails when the page reports an error, breaks its own policy, or asks another host for anything.
import { chromium } from "playwright-core";

const flags =
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync --lang=en";
const tests = [];
export const base = process.env.PAGE_URL.replace(/\/$/, "");

export const test = (name, run, options = {}) => tests.push({ name, run, options });
export const api = async (path) => (await fetch(`${base}/api/v1${path}`)).json();

export function equal(got, wanted, what = "value") {
    const [a, b] = [JSON.stringify(got), JSON.stringify(wanted)];
    if (a !== b) throw new Error(`${what}: got ${a}, wanted ${b}`);
}
export function ok(condition, what) {
    if (!condition) throw new Error(what);
}

// A page of a browser without memory, watched for everything that a page of ours never does.
async function open(browser, { width = 1400, dark = false, faults = true, touch = false } = {}) {
    const context = await browser.newContext({
        viewport: { width, height: 900 },
        colorScheme: dark ? "dark" : "light",
        acceptDownloads: true,
        hasTouch: touch,
        serviceWorkers: "block",
    });
    const page = await context.newPage();
    page.setDefaultTimeout(15000);
    page.faults = [];
    page.on("pageerror", (error) => page.faults.push(`error: ${error.message}`));
    page.on("console", (message) => {
        if (message.type() === "error" || /content security policy/i.test(message.text())) page.faults.push(message.text());
    });
    page.on("request", (request) => {
        if (new URL(request.url()).origin !== base) page.faults.push(`a request to ${request.url()}`);
    });
    if (!faults) page.faults = { push() {}, length: 0 };
    // Goes to an address of the page and waits until its view is there.
    page.visit = async (path) => {
        await page.goto(base + path);
        await page.waitForSelector("main h1");
        await page.settle();
    };
    // Until charts, which wait to know how wide they may be, are drawn.
    page.settle = () =>
        page.evaluate(async () => {
            for (let i = 0; i < 4; i++) await new Promise((done) => requestAnimationFrame(done));
        });
    page.live = () => page.locator("#live").textContent();
    return { context, page };
}

export async function runAll() {
    const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: flags.split(" ") });
    const only = process.env.ONLY ? new RegExp(process.env.ONLY) : null;
    const chosen = tests.filter(({ name }) => !only || only.test(name));
    let failed = 0;
    console.log(`1..${chosen.length}`);
    for (const [index, { name, run, options }] of chosen.entries()) {
        const { context, page } = await open(browser, options);
        let problem = null;
        try {
            await run(page);
            if (page.faults.length) throw new Error(page.faults.join("; "));
        } catch (error) {
            problem = String(error.message ?? error);
        }
        await context.close();
        if (problem) failed++;
        console.log(`${problem ? "not ok" : "ok"} ${index + 1} - ${name}`);
        if (problem) for (const line of problem.split("\n").slice(0, 12)) console.log(`# ${line}`);
    }
    await browser.close();
    process.exitCode = failed ? 1 : 0;
}
