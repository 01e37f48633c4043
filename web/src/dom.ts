// Elements made in code. Whatever comes from a report becomes a text node here and nowhere else: no view of the page writes
// markup as a string, so that no report can.

export type Child = Node | string | number | null | undefined | false | Child[];
type Attribute = string | number | boolean | null | undefined | ((event: never) => void);
export type Attributes = Record<string, Attribute>;

function fill(element: Element, attributes: Attributes, children: Child[]): void {
    for (const [name, value] of Object.entries(attributes)) {
        if (value === null || value === undefined || value === false) continue;
        if (typeof value === "function") element.addEventListener(name, value as EventListener);
        else element.setAttribute(name, value === true ? "" : String(value));
    }
    append(element, children);
}

export function append(parent: Node, children: Child[]): void {
    for (const child of children) {
        if (child === null || child === undefined || child === false) continue;
        if (Array.isArray(child)) append(parent, child);
        else parent.appendChild(child instanceof Node ? child : document.createTextNode(String(child)));
    }
}

// h("a", { href: "/", click: listener }, "text", ...): functions become listeners, everything else attributes.
export function h<K extends keyof HTMLElementTagNameMap>(
    tag: K,
    attributes: Attributes = {},
    ...children: Child[]
): HTMLElementTagNameMap[K] {
    const element = document.createElement(tag);
    fill(element, attributes, children);
    return element;
}

export function svg<K extends keyof SVGElementTagNameMap>(
    tag: K,
    attributes: Attributes = {},
    ...children: Child[]
): SVGElementTagNameMap[K] {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    fill(element, attributes, children);
    return element;
}

// Says something to who does not see the screen; said again when the words are the same.
export function announce(words: string): void {
    const live = document.getElementById("live")!;
    live.textContent = live.textContent === words ? words + "\u00a0" : words;
}

export const plural = (n: number, one: string, many = one + "s"): string =>
    `${n.toLocaleString("en")} ${n === 1 ? one : many}`;
