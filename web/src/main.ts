// The shell: header, navigation between views, the theme, the keys that work everywhere. Each view is a module of its own that
// is fetched when it is first looked at.
import { ApiError, get, type Store } from "./api";
import { announce, h, plural } from "./dom";
import { filterBar } from "./filters";
import { go, keepFilters, onRoute, routeOf, type View } from "./route";
import { dayName } from "./words";

type Load = () => Promise<{ view: View }>;
const views: Record<string, Load> = {
    overview: () => import("./views/overview"),
    timeline: () => import("./views/timeline"),
    event: () => import("./views/event"),
    actors: () => import("./views/actors"),
    actor: () => import("./views/actor"),
    positions: () => import("./views/positions"),
    forces: () => import("./views/forces"),
    map: () => import("./views/map"),
    schedule: () => import("./views/schedule"),
    disputed: () => import("./views/disputed"),
    reports: () => import("./views/reports"),
    report: () => import("./views/report"),
    search: () => import("./views/search"),
    read: () => import("./views/read"),
};
// The navigation, and which of its lines a view without a line of its own belongs to.
const lines: [view: string, name: string][] = [
    ["overview", "Overview"],
    ["timeline", "Timeline"],
    ["actors", "Actors"],
    ["positions", "Positions"],
    ["forces", "Forces"],
    ["map", "Map"],
    ["schedule", "Schedule"],
    ["disputed", "Disputed"],
    ["reports", "Reports"],
    ["search", "Search"],
    ["read", "Read a report"],
];
const under: Record<string, string> = { event: "timeline", actor: "actors", report: "reports" };

const main = document.getElementById("main")!;
const nav = document.getElementById("views")!;
const menu = document.getElementById("menu")!;
const find = document.getElementById("find") as HTMLInputElement;
let store: Promise<Store> | null = null;
let running = new AbortController();
let first = true;

function drawNavigation(here: string): void {
    nav.replaceChildren(
        h(
            "ul",
            {},
            lines.map(([view, name]) =>
                h(
                    "li",
                    {},
                    h(
                        "a",
                        {
                            href: keepFilters(view === "overview" ? "/" : "/" + view),
                            "aria-current": (under[here] ?? here) === view && "page",
                        },
                        name,
                    ),
                ),
            ),
        ),
    );
}

function drawStore(of: Store): void {
    const name = of.path.split("/").pop()!;
    const range = of.first_day ? `${dayName(of.first_day)} – ${dayName(of.last_day)}` : "no days yet";
    document
        .getElementById("store")!
        .replaceChildren(h("strong", { title: of.path }, name), ` ${range} · ${plural(of.reports, "report")}`);
}

function showProblem(root: HTMLElement, error: unknown): void {
    const known = error instanceof ApiError;
    const words = known ? error.message : "Something on this page broke: " + (error as Error).message;
    if (!known) console.error(error);
    root.replaceChildren(
        h("h1", {}, known && error.status === 404 ? "Not here" : "That did not work"),
        h("p", { class: "problem", role: "alert" }, words),
        h("p", {}, h("button", { type: "button", click: () => show(false) }, "Try again")),
    );
}

async function show(stay: boolean): Promise<void> {
    running.abort();
    const mine = (running = new AbortController());
    const route = routeOf(location);
    drawNavigation(route.view);
    setMenu(false);
    if (document.activeElement !== find) find.value = route.view === "search" ? (route.query.get("q") ?? "") : "";
    const root = h("div", { class: "view view-" + route.view });
    // A slow answer leaves the old sight in place, greyed; a quick one does not flicker.
    const waiting = setTimeout(() => main.classList.add("waiting"), 150);
    try {
        const load = views[route.view];
        if (!load)
            throw new ApiError(`There is no view “${route.view}” here. The navigation lists all there are.`, 404);
        const [of, module] = await Promise.all([(store ??= get<Store>("/store")), load()]);
        drawStore(of);
        const { view } = module;
        document.title = `${view.title(route)} · Dateline`;
        if (view.filters) root.append(filterBar(view.filters, of, route));
        await view.render({ store: of, signal: mine.signal, root, route });
    } catch (error) {
        if ((error as Error).name === "AbortError" || mine.signal.aborted) return;
        store = null;
        showProblem(root, error);
    } finally {
        clearTimeout(waiting);
    }
    if (mine.signal.aborted) return;
    main.classList.remove("waiting");
    const focused = stay ? focusPath() : null;
    main.replaceChildren(root);
    root.dispatchEvent(new CustomEvent("shown"));
    if (stay) {
        focused?.();
    } else if (!first) {
        scrollTo(0, 0);
        main.focus({ preventScroll: true });
        announce(document.title);
    }
    if (!stay && location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView({ block: "center" });
    first = false;
}

// A view that is drawn anew loses the focused element; this finds its like by id, once it is there: charts are drawn when
// their width is known, some frames later.
function focusPath(): (() => void) | null {
    const id = document.activeElement?.id;
    if (!id || !main.contains(document.activeElement)) return null;
    const find = (tries: number): void => {
        const again = document.getElementById(id);
        if (again) again.focus({ preventScroll: true });
        else if (tries > 0 && document.activeElement === document.body) requestAnimationFrame(() => find(tries - 1));
    };
    return () => find(20);
}

function setMenu(open: boolean): void {
    document.body.classList.toggle("menu-open", open);
    menu.setAttribute("aria-expanded", String(open));
}

function setTheme(theme: string | null): void {
    if (theme) document.documentElement.dataset.theme = theme;
    const dark = theme ? theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    const button = document.getElementById("theme")!;
    button.textContent = dark ? "Light" : "Dark";
    button.setAttribute("aria-label", dark ? "Change to light colours" : "Change to dark colours");
    button.onclick = () => {
        const next = dark ? "light" : "dark";
        try {
            localStorage.setItem("theme", next);
        } catch {
            /* kept only while the page is open */
        }
        setTheme(next);
        dispatchEvent(new Event("themed"));
    };
}

function start(): void {
    let theme: string | null = null;
    try {
        theme = localStorage.getItem("theme");
    } catch {
        /* storage may be forbidden */
    }
    setTheme(theme);
    menu.onclick = () => setMenu(!document.body.classList.contains("menu-open"));
    document.querySelector<HTMLFormElement>("form.find")!.onsubmit = (event) => {
        event.preventDefault();
        if (find.value.trim()) go("/search?" + new URLSearchParams({ q: find.value.trim() }));
    };
    document.addEventListener("click", (event) => {
        const link = (event.target as Element).closest?.("a");
        const href = link?.getAttribute("href");
        if (!link || !href?.startsWith("/") || href.startsWith("/api/") || link.hasAttribute("download")) return;
        if (event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)
            return;
        event.preventDefault();
        go(href, { stay: link.hasAttribute("data-stay") });
    });
    document.addEventListener("keydown", (event) => {
        const inField = (event.target as Element).closest?.("input, textarea, select");
        if (event.key === "/" && !inField && !event.ctrlKey && !event.metaKey) {
            event.preventDefault();
            find.focus();
            find.select();
        } else if (event.key === "Escape" && event.target === find) {
            main.focus();
        } else if (event.key === "Escape" && document.body.classList.contains("menu-open")) {
            setMenu(false);
            menu.focus();
        }
    });
    onRoute((stay) => void show(stay));
    void show(false);
}

// A report was added: what the header says of the store is asked anew.
addEventListener("store-changed", () => (store = null));

start();
