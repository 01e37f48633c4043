// Search over all sentences, the hits marked; a search can be kept, and then has a feed that a news reader follows.
import { get, post, remove, type Found, type List, type Query, type Search } from "../api";
import { announce, h, plural, type Child } from "../dom";
import { csvLink, nothing, pager, sourceLink } from "../parts/lines";
import { changed, filterQuery, go, type Context, type View } from "../route";

export const view: View = {
    filters: ["source", "since", "until"],
    title: (route) => (route.query.get("q") ? `“${route.query.get("q")}”` : "Search"),
    render,
};

function marked(found: Found): Child[] {
    const letters = [...found.text];
    const out: Child[] = [];
    let at = 0;
    for (const [start, end] of found.hits) {
        out.push(letters.slice(at, start).join(""), h("mark", {}, letters.slice(start, end).join("")));
        at = end;
    }
    return [...out, letters.slice(at).join("")];
}

async function render(context: Context): Promise<void> {
    const { root, route, signal, store } = context;
    const q = route.query.get("q") ?? "";
    const kept = get<List<Search>>("/searches", {}, signal);
    kept.catch(() => {}); // waited for below, after the search itself
    const input = h("input", { id: "search-words", type: "search", value: q, size: 34 });
    const order = h(
        "select",
        { id: "search-order", change: () => go(changed({ order: order.value || null }), { stay: true }) },
        [
            ["", "Best first"],
            ["-day", "Newest first"],
            ["day", "Oldest first"],
        ].map(([value, words]) => h("option", { value, selected: route.query.get("order") === value }, words)),
    );
    root.prepend(
        h("h1", {}, "Search"),
        h(
            "form",
            {
                class: "search-form",
                submit: (event: Event) => (
                    event.preventDefault(),
                    go(changed({ q: input.value.trim() || null }), { stay: true })
                ),
            },
            h("label", { for: "search-words", class: "unseen" }, "Words"),
            input,
            h("button", { class: "main" }, "Search"),
            h("label", { for: "search-order", class: "unseen" }, "Order"),
            order,
        ),
        h(
            "p",
            { class: "lead" },
            "Words all of which must stand in a sentence; ",
            h("code", {}, '"two words"'),
            " together, ",
            h("code", {}, "fish OR boat"),
            ", ",
            h("code", {}, "min*"),
            " for all that begin so.",
        ),
    );
    if (!store.has_text) return void root.append(nothing("This store keeps no text, so there is nothing to search."));
    if (q) {
        const query: Query = {
            ...filterQuery(route, ["source", "since", "until"]),
            q,
            order: route.query.get("order"),
            limit: 50,
        };
        const page = await get<List<Found>>("/search", query, signal);
        const draw = (found: Found): HTMLElement =>
            h(
                "li",
                { class: "found-line" },
                h("p", { class: "quote" }, marked(found)),
                h("p", { class: "about" }, sourceLink(found)),
            );
        const list = h("ol", { class: "lines" }, page.rows.map(draw));
        root.append(
            h(
                "div",
                { class: "list-head" },
                h("h2", {}, plural(page.total, "sentence")),
                store.may_save &&
                    h("button", { type: "button", id: "keep", click: () => keep(q, query) }, "Keep this search"),
                csvLink("/search", query),
            ),
            page.rows.length ? list : nothing("No sentence has these words."),
            pager(
                list,
                { next: page.next, total: page.total, shown: page.rows.length },
                (offset) => get<List<Found>>("/search", { ...query, offset }),
                draw,
            ),
        );
        announce(plural(page.total, "sentence") + " found");
    }
    const searches = (await kept).rows;
    if (searches.length)
        root.append(
            h(
                "section",
                { "aria-label": "Kept searches" },
                h("div", { class: "list-head" }, h("h2", {}, "Kept searches")),
                h(
                    "ul",
                    { class: "kept" },
                    searches.map((search) =>
                        h(
                            "li",
                            {},
                            h(
                                "a",
                                {
                                    href:
                                        search.view === "search"
                                            ? "/search?" + search.query
                                            : `/${search.view}?${search.query}`,
                                },
                                search.name,
                            ),
                            " ",
                            h(
                                "a",
                                { href: search.feed ?? `/api/v1/searches/${search.id}/feed`, class: "export" },
                                "Feed",
                            ),
                            store.may_save &&
                                h(
                                    "button",
                                    {
                                        type: "button",
                                        class: "link",
                                        "aria-label": `Remove the search ${search.name}`,
                                        click: async () => (
                                            await remove(`/searches/${search.id}`),
                                            go(location.pathname + location.search, { replace: true, stay: true })
                                        ),
                                    },
                                    "Remove",
                                ),
                        ),
                    ),
                ),
            ),
        );
}

async function keep(name: string, query: Query): Promise<void> {
    const { limit: _limit, ...rest } = query;
    const search = new URLSearchParams();
    for (const [key, value] of Object.entries(rest))
        for (const one of Array.isArray(value) ? value : value ? [String(value)] : []) search.append(key, one);
    try {
        await post("/searches", { name, view: "search", query: search.toString() });
        go(location.pathname + location.search, { replace: true, stay: true });
        announce("The search is kept.");
    } catch (error) {
        announce((error as Error).message);
        document.getElementById("keep")!.replaceWith(h("span", { class: "problem" }, (error as Error).message));
    }
}
