// Where the reader is: the address of the page is its whole state (view, what it is about, filters), so that every sight can be
// linked, bookmarked and gone back to.
import type { Store } from "./api";

export interface Route {
    view: string; // "timeline"
    key: string | null; // of /report/3: "3"
    query: URLSearchParams;
}
export interface Context {
    store: Store;
    signal: AbortSignal; // aborted when the reader goes elsewhere
    root: HTMLElement;
    route: Route;
}
export interface View {
    filters?: string[]; // of the filter bar
    title(route: Route): string;
    render(context: Context): Promise<void>;
}

export function routeOf(location: Location | URL): Route {
    const [view, ...rest] = location.pathname.split("/").slice(1);
    return {
        view: view || "overview",
        key: rest.length ? decodeURIComponent(rest.join("/")) : null,
        query: new URLSearchParams(location.search),
    };
}

// The same address with some of its query changed: null takes a name out, a list sets it several times.
export function changed(changes: Record<string, string | string[] | null>, from = new URL(location.href)): string {
    const url = new URL(from);
    for (const [name, value] of Object.entries(changes)) {
        url.searchParams.delete(name);
        for (const one of value === null ? [] : Array.isArray(value) ? value : [value])
            if (one) url.searchParams.append(name, one);
    }
    return url.pathname + url.search;
}

let listener: (stay: boolean) => void = () => {};
export function onRoute(callback: (stay: boolean) => void): void {
    listener = callback;
    addEventListener("popstate", () => callback(false));
}
// stay: the reader is still at the same thing (a filter, a zoom), so the focus is left where it is.
export function go(address: string, { replace = false, stay = false } = {}): void {
    history[replace ? "replaceState" : "pushState"](null, "", address);
    listener(stay);
}

// Filters travel from view to view.
const travelling = ["actor", "with", "type", "status", "source", "quad", "since", "until"];
export function keepFilters(path: string): string {
    const here = new URLSearchParams(location.search);
    const there = new URLSearchParams();
    for (const name of travelling) for (const value of here.getAll(name)) there.append(name, value);
    const text = there.toString();
    return path + (text ? "?" + text : "");
}
export function filterQuery(route: Route, names: string[]): Record<string, string[]> {
    const query: Record<string, string[]> = {};
    for (const name of names) {
        const values = route.query.getAll(name).filter(Boolean);
        if (values.length) query[name] = values;
    }
    return query;
}
export const allFilters = [...travelling, "place"];
