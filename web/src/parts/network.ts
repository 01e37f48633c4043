// The network of actors: who deals much with each other lies close. It is laid out once and then stands still.
import {
    forceCollide,
    forceLink,
    forceManyBody,
    forceSimulation,
    forceX,
    forceY,
    type SimulationLinkDatum,
    type SimulationNodeDatum,
} from "d3-force";
import { scaleSqrt } from "d3-scale";
import type { Pair } from "../api";
import { h, plural, svg } from "../dom";
import { go } from "../route";
import { actorName } from "../words";
import { drawn, hint, legend, walk } from "./chart";
import { labels } from "./labels";
import { pairAddress, pairKey } from "./matrix";

interface Node extends SimulationNodeDatum {
    key: string;
    name: string;
    events: number;
}
interface Link extends SimulationLinkDatum<Node> {
    source: Node;
    target: Node;
    events: number;
    cooperation: number;
    conflict: number;
}

function graph(pairs: Pair[]): { nodes: Node[]; links: Link[] } {
    const nodes = new Map<string, Node>();
    const links = new Map<string, Link>();
    const node = (key: string, name: string, events: number): Node => {
        const known = nodes.get(key) ?? { key, name: actorName(name), events: 0 };
        known.events += events;
        nodes.set(key, known);
        return known;
    };
    for (const pair of pairs) {
        const source = node(pairKey(pair.source_actor, pair.source_entity, pair.source), pair.source, pair.events);
        const target = node(pairKey(pair.target_actor, pair.target_entity, pair.target), pair.target, pair.events);
        if (source === target) continue;
        const key = [source.key, target.key].sort().join("\n");
        const link = links.get(key) ?? { source, target, events: 0, cooperation: 0, conflict: 0 };
        link.events += pair.events;
        link.cooperation += pair.cooperation;
        link.conflict += pair.conflict;
        links.set(key, link);
    }
    return { nodes: [...nodes.values()].sort((a, b) => b.events - a.events), links: [...links.values()] };
}

// Where nearly everybody deals with everybody, lines hide each other: then each actor keeps its three strongest.
function strongest(links: Link[]): Link[] {
    if (links.length <= 70) return links;
    const kept = new Map<Node, number>();
    return [...links]
        .sort((a, b) => b.events - a.events)
        .filter(({ source, target }) => {
            const [a, b] = [kept.get(source) ?? 0, kept.get(target) ?? 0];
            if (a >= 3 && b >= 3) return false;
            kept.set(source, a + 1).set(target, b + 1);
            return true;
        });
}

const tone = ({ cooperation, conflict }: Link): string => {
    const share = cooperation / (cooperation + conflict || 1);
    return share > 0.66 ? "coop" : share < 0.34 && conflict ? "conf" : "mixed";
};

export function network(pairs: Pair[]): HTMLElement {
    const { nodes, links: all } = graph(pairs);
    const links = strongest(all);
    const most = Math.max(...nodes.map(({ events }) => events)),
        mostLink = Math.max(...links.map(({ events }) => events), 1);
    const full = scaleSqrt().domain([0, most]).range([4, 22]);
    const thick = scaleSqrt().domain([0, mostLink]).range([1, 9]);
    for (const node of nodes) delete node.x;
    forceSimulation<Node>(nodes)
        .force(
            "link",
            forceLink<Node, Link>(links)
                .distance((link) => 90 + 90 / link.events)
                .strength((link) => Math.min(1, 0.4 + link.events / mostLink)),
        )
        .force("charge", forceManyBody().strength(-320))
        .force(
            "collide",
            forceCollide<Node>((node) => full(node.events) + 16),
        )
        .force("x", forceX(0).strength(0.1))
        .force("y", forceY(0).strength(0.16))
        .stop()
        .tick(300);
    const mine = (node: Node): Link[] =>
        links.filter(({ source, target }) => source === node || target === node).sort((a, b) => b.events - a.events);
    const other = (link: Link, node: Node): Node => (link.source === node ? link.target : link.source);
    const words = (node: Node): string[] => [
        `${node.name}: ${plural(node.events, "event")}`,
        mine(node)
            .slice(0, 5)
            .map((link) => `${other(link, node).name} ${link.cooperation} / ${link.conflict}`)
            .join(" · "),
    ];

    const figure = h("figure", { class: "chart network" });
    const box = h("div", { class: "plot" });
    if (links.length < all.length)
        figure.append(
            h(
                "p",
                { class: "note" },
                `Of ${all.length} lines those that are the strongest of an actor are drawn: ${links.length}. The matrix has all.`,
            ),
        );
    figure.append(
        box,
        legend([
            ["quad2", "mostly cooperation"],
            ["quad4", "mostly conflict"],
            ["quad0", "mixed or neutral"],
        ]),
    );
    const bubble = hint(box);
    drawn(box, (width) => {
        const height = Math.max(340, Math.min(620, width * 0.62)),
            edge = 46;
        const xs = nodes.map(({ x }) => x!),
            ys = nodes.map(({ y }) => y!);
        const spread = (values: number[]): number => Math.max(1, Math.max(...values) - Math.min(...values));
        // Stretched to the room there is; on a narrow screen the marks shrink with it.
        const [sx, sy] = [(width - 2 * edge - 30) / spread(xs), (height - 2 * edge) / spread(ys)];
        const [kx, ky] = [Math.min(sx, sy * 1.5, 1.7), Math.min(sy, sx * 1.8, 1.7)];
        const px = (node: Node): number => width / 2 + (node.x! - (Math.max(...xs) + Math.min(...xs)) / 2) * kx;
        const py = (node: Node): number => height / 2 + (node.y! - (Math.max(...ys) + Math.min(...ys)) / 2) * ky;
        const radius = (events: number): number => full(events) * Math.max(0.45, Math.min(1, width / 900));
        const name = (node: Node): string => (node.name.length > 28 ? node.name.slice(0, 26) + "…" : node.name);
        const places = labels(
            nodes.map((node) => ({ x: px(node), y: py(node), radius: radius(node.events), words: name(node) })),
            width,
        );
        const lines = links.map((link) =>
            svg("line", {
                class: "link " + tone(link),
                x1: px(link.source),
                y1: py(link.source),
                x2: px(link.target),
                y2: py(link.target),
                "stroke-width": thick(link.events),
                click: () => go(pairAddress(link.source.key, link.target.key)),
                pointerenter: () =>
                    bubble.show(
                        (px(link.source) + px(link.target)) / 2,
                        (py(link.source) + py(link.target)) / 2 + 12,
                        `${link.source.name} and ${link.target.name}`,
                        `${link.cooperation} of cooperation, ${link.conflict} of conflict`,
                    ),
                pointerleave: () => bubble.hide(),
            }),
        );
        const dots = nodes.map((node, index) =>
            svg(
                "g",
                {
                    class: "node",
                    transform: `translate(${px(node)} ${py(node)})`,
                    click: () => go("/actor/" + encodeURIComponent(node.key)),
                    pointerenter: () => show(index),
                    pointerleave: () => hide(),
                },
                svg("circle", { r: radius(node.events) }),
                svg(
                    "text",
                    {
                        x: places[index]!.x,
                        y: places[index]!.y,
                        "text-anchor": places[index]!.anchor,
                        class: places[index]!.fits ? null : "crowded",
                    },
                    name(node),
                ),
            ),
        );
        const hide = (): void => {
            bubble.hide();
            for (const element of [...lines, ...dots]) element.classList.remove("dim", "here");
        };
        const show = (index: number): void => {
            const node = nodes[index]!,
                near = mine(node);
            lines.forEach((line, i) => line.classList.toggle("dim", !near.includes(links[i]!)));
            dots.forEach((dot, i) =>
                dot.classList.toggle("dim", nodes[i] !== node && !near.some((link) => other(link, node) === nodes[i])),
            );
            dots[index]!.classList.add("here");
            bubble.show(px(node), py(node) + radius(node.events) + 8, ...words(node));
        };
        const picture = svg(
            "svg",
            {
                width,
                height,
                viewBox: `0 0 ${width} ${height}`,
                id: "network-plot",
                role: "group",
                "aria-roledescription": "network",
                "aria-label": "Actors and who deals with whom. Arrow keys go from actor to actor, Enter opens one.",
            },
            svg("g", {}, lines),
            svg("g", {}, dots),
        );
        walk(picture, () => nodes.length, {
            say: (index) => words(nodes[index]!).join(". With "),
            show,
            open: (index) => go("/actor/" + encodeURIComponent(nodes[index]!.key)),
            leave: hide,
        });
        box.querySelector("svg")?.remove();
        box.prepend(picture);
    });
    return figure;
}
