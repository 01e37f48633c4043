// The filter bar over a view: what is picked goes into the address, shows as a chip, and can be taken off again.
import { get, type Actor, type List, type Store } from "./api";
import { h, type Child } from "./dom";
import { changed, go, type Route } from "./route";
import { actorName, allTypes, dayName, quads, statuses, typeCovers, typeName } from "./words";

interface Choice {
    value: string;
    words: string;
    title?: string;
}
const picks: Record<string, { label: string; choices(store: Store): Choice[] }> = {
    type: {
        label: "Type",
        choices: () => allTypes.map((type) => ({ value: type, words: typeName(type), title: typeCovers(type) })),
    },
    status: {
        label: "Status",
        choices: () =>
            Object.keys(statuses).map((status) => ({ value: status, words: status, title: statuses[status] })),
    },
    quad: { label: "Class", choices: () => quads.map((words, quad) => ({ value: String(quad), words })).slice(1) },
    source: {
        label: "Source",
        choices: (store) =>
            store.agencies.map(({ agency, reports }) => ({ value: agency, words: `${agency} (${reports})` })),
    },
};

function chipWords(name: string, value: string): string {
    if (name === "actor") return actorWords.get(value) ?? actorName(value);
    if (name === "with") return "with " + (actorWords.get(value) ?? actorName(value));
    if (name === "type") return typeName(value);
    if (name === "quad") return quads[Number(value)] ?? value;
    if (name === "since") return "from " + dayName(value);
    if (name === "until") return "until " + dayName(value);
    return value;
}

const actorWords = new Map<string, string>(); // key of an actor → its name
let actors: Promise<Choice[]> | null = null;
function loadActors(): Promise<Choice[]> {
    return (actors ??= get<List<Actor>>("/actors", { limit: 300 }).then(({ rows }) =>
        rows.map((actor) => {
            const choice = {
                value: actor.code ?? String(actor.id),
                words: actor.code ? actorName(actor.code) : actor.name,
            };
            actorWords.set(choice.value, choice.words);
            return choice;
        }),
    ));
}

function add(name: string, value: string): void {
    const values = new URLSearchParams(location.search).getAll(name);
    if (!values.includes(value)) go(changed({ [name]: [...values, value], offset: null, bin: null }), { stay: true });
}

function actorField(): HTMLElement {
    const options = h("datalist", { id: "filter-actors" });
    const input = h("input", {
        id: "filter-actor",
        list: "filter-actors",
        placeholder: "Add an actor",
        autocomplete: "off",
        size: 14,
        focus: async () =>
            options.replaceChildren(
                ...(await loadActors().catch(() => [])).map(({ words }) => h("option", { value: words })),
            ),
        change: async () => {
            const words = input.value.trim();
            if (!words) return;
            const known = (await loadActors().catch(() => [])).find(
                (choice) => choice.words.toLowerCase() === words.toLowerCase(),
            );
            add("actor", known?.value ?? words.toUpperCase());
        },
    });
    return h("span", { class: "field" }, h("label", { for: "filter-actor" }, "Actor"), input, options);
}

function pickField(name: string, store: Store): HTMLElement | null {
    const { label, choices } = picks[name]!;
    const all = choices(store);
    if (!all.length) return null;
    const select = h(
        "select",
        { id: "filter-" + name, change: () => select.value && add(name, select.value) },
        h("option", { value: "" }, "Any"),
        all.map(({ value, words, title }) => h("option", { value, title }, words)),
    );
    return h("span", { class: "field" }, h("label", { for: "filter-" + name }, label), select);
}

function dayField(name: "since" | "until", route: Route): HTMLElement {
    const input = h("input", {
        id: "filter-" + name,
        type: "date",
        value: route.query.get(name) ?? "",
        change: () => go(changed({ [name]: input.value || null, offset: null, bin: null }), { stay: true }),
    });
    return h(
        "span",
        { class: "field" },
        h("label", { for: "filter-" + name }, name === "since" ? "From" : "Until"),
        input,
    );
}

export function filterBar(names: string[], store: Store, route: Route): HTMLElement {
    const fields: Child[] = names.map((name) =>
        name === "actor" ? actorField() : picks[name] ? pickField(name, store) : null,
    );
    if (names.includes("since"))
        fields.push(h("span", { class: "days" }, dayField("since", route), dayField("until", route)));
    const chips = [...names, ...(names.includes("actor") ? ["with"] : [])].flatMap((name) =>
        route.query
            .getAll(name)
            .filter(Boolean)
            .map((value) => {
                const rest = route.query.getAll(name).filter((other) => other !== value);
                const words = chipWords(name, value);
                return h(
                    "li",
                    {},
                    h(
                        "a",
                        {
                            class: "chip",
                            href: changed({ [name]: rest, bin: null, offset: null }),
                            "data-stay": true,
                            "aria-label": `Remove the filter ${words}`,
                        },
                        words,
                        h("span", { "aria-hidden": "true" }, " ×"),
                    ),
                );
            }),
    );
    const clear = changed(Object.fromEntries([...names, "with", "bin", "offset"].map((name) => [name, null])));
    const box = h(
        "details",
        { class: "filters" },
        h("summary", {}, "Filters", chips.length ? ` (${chips.length})` : ""),
        h("form", { "aria-label": "Filters", submit: (event: Event) => event.preventDefault() }, fields),
    );
    const few = matchMedia("(max-width: 700px)").matches;
    box.open = !few;
    return h(
        "div",
        { class: "filter-bar" },
        box,
        chips.length > 0 &&
            h(
                "ul",
                { class: "chips", "aria-label": "Filters in use" },
                chips,
                h("li", {}, h("a", { class: "chip clear", href: clear, "data-stay": true }, "Clear all")),
            ),
    );
}
