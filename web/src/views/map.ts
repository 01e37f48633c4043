// Where it happens: places with their events over the outlines of countries (Natural Earth), which come with the page. What lies
// too close to be told apart is one circle, until the map is zoomed.
import { geoNaturalEarth1, geoPath, type GeoProjection } from "d3-geo";
import { scaleSqrt } from "d3-scale";
import { select } from "d3-selection";
import { zoom, zoomIdentity, type D3ZoomEvent, type ZoomTransform } from "d3-zoom";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import coarseUrl from "world-atlas/countries-110m.json?url";
import fineUrl from "world-atlas/countries-50m.json?url";
import { get, type List, type Place, type Query } from "../api";
import { h, plural, svg } from "../dom";
import { drawn, hint, legend, table, walk } from "../parts/chart";
import { labels } from "../parts/labels";
import { csvLink, nothing } from "../parts/lines";
import { filterQuery, go, type Context, type View } from "../route";
import { actorName, quads } from "../words";
import "../style/map.css";

export const view: View = { filters: ["since", "until"], title: () => "Map", render };

interface Cluster {
    x: number;
    y: number;
    places: Place[];
    events: number;
}
type World = Topology<{ countries: GeometryCollection; land: GeometryCollection }>;

async function render({ root, route, signal }: Context): Promise<void> {
    const query: Query = { ...filterQuery(route, ["since", "until"]), limit: 1000 };
    const [page, world] = await Promise.all([get<List<Place>>("/places", query, signal), load(coarseUrl)]);
    const places = page.rows.filter(({ lat, lon, events }) => lat !== null && lon !== null && events > 0);
    root.prepend(
        h("h1", {}, "Map"),
        h(
            "p",
            { class: "lead" },
            "Places at which events happen, by how many. “Kyiv +3” are four places too close to be told apart; zoom in to part them.",
        ),
    );
    if (!places.length) return void root.append(nothing("No event of this time has a place that is known."));
    const figure = h("figure", { class: "chart map" });
    root.append(
        figure,
        h("div", { class: "list-head" }, h("h2", {}, plural(places.length, "place")), csvLink("/places", query)),
        table(
            "Places and their events",
            ["Place", "Country", "Events", ...quads.slice(1)],
            places
                .slice(0, 200)
                .map((place) => [
                    h("a", { href: address(place) }, place.name),
                    place.country ? actorName(place.country) : "",
                    place.events,
                    place.quad1,
                    place.quad2,
                    place.quad3,
                    place.quad4,
                ]),
        ),
    );
    draw(figure, places, world);
}

const nameOf = ({ places }: Cluster): string => places[0]!.name + (places.length > 1 ? ` +${places.length - 1}` : "");
const load = (url: string): Promise<World> => fetch(url).then((answer) => answer.json() as Promise<World>);
let fine: Promise<World> | null = null; // fetched when somebody looks closer than the coarse outlines are made for

const address = (place: Place): string => "/timeline?place=" + place.place;

function draw(figure: HTMLElement, places: Place[], world: World): void {
    let outlines = world;
    const box = h("div", { class: "plot map-box" });
    figure.append(
        box,
        legend([
            ["quad2", "mostly cooperation"],
            ["quad4", "mostly conflict"],
            ["quad0", "mixed or neutral"],
        ]),
    );
    const bubble = hint(box);
    const most = Math.max(...places.map(({ events }) => events));
    const points = { type: "MultiPoint" as const, coordinates: places.map(({ lon, lat }) => [lon!, lat!]) };
    drawn(box, (width) => {
        const height = Math.max(320, Math.min(640, width * 0.55));
        const size = scaleSqrt()
            .domain([0, most])
            .range([3, width < 500 ? 13 : 19]);
        const projection: GeoProjection = geoNaturalEarth1().fitExtent(
            [
                [4, 4],
                [width - 4, height - 4],
            ],
            { type: "Sphere" },
        );
        const path = geoPath(projection);
        const land = svg("g", { class: "land", "aria-hidden": "true" });
        const drawLand = (): void =>
            land.replaceChildren(
                svg("path", { class: "sea", d: path({ type: "Sphere" }) }),
                svg("path", { class: "country", d: path(feature(outlines, outlines.objects.countries)) }),
                svg("path", {
                    class: "border",
                    d: path(mesh(outlines, outlines.objects.countries, (a, b) => a !== b)),
                }),
            );
        drawLand();
        const dots = svg("g", {});
        const picture = svg(
            "svg",
            {
                width,
                height,
                viewBox: `0 0 ${width} ${height}`,
                id: "map-plot",
                role: "group",
                "aria-roledescription": "map",
                "aria-label":
                    "Places with events. Arrow keys go from place to place, the largest first; Enter lists its events; plus and minus zoom.",
            },
            land,
            dots,
        );
        let clusters: Cluster[] = [];
        let now: ZoomTransform = zoomIdentity;
        const words = (cluster: Cluster): string[] => {
            const [first] = cluster.places;
            return cluster.places.length === 1
                ? [
                      first!.name,
                      `${plural(first!.events, "event")}: ${first!.quad1 + first!.quad2} of cooperation, ${first!.quad3 + first!.quad4} of conflict`,
                  ]
                : [
                      `${plural(cluster.places.length, "place")}, ${plural(cluster.events, "event")}`,
                      cluster.places
                          .slice(0, 6)
                          .map(({ name }) => name)
                          .join(", ") + (cluster.places.length > 6 ? "…" : ""),
                  ];
        };
        const show = (index: number): void => {
            const cluster = clusters[index];
            if (!cluster) return;
            dots.childNodes.forEach((dot, i) => (dot as Element).classList.toggle("here", i === index));
            bubble.show(cluster.x, cluster.y + size(Math.min(cluster.events, most)) + 8, ...words(cluster));
        };
        const hide = (): void => {
            dots.childNodes.forEach((dot) => (dot as Element).classList.remove("here"));
            bubble.hide();
        };
        const opened = (index: number): void => {
            const cluster = clusters[index]!;
            if (cluster.places.length === 1) return go(address(cluster.places[0]!));
            select(picture as SVGSVGElement).call(behaviour.scaleBy, 2.5, [cluster.x, cluster.y]);
        };
        const place = (): void => {
            clusters = clustersOf(
                places
                    .map((one) => {
                        const [x, y] = now.apply(projection([one.lon!, one.lat!])!);
                        return { x, y, place: one };
                    })
                    .filter(({ x, y }) => x > -20 && x < width + 20 && y > -20 && y < height + 20),
                (events) => size(Math.min(events, most)),
            );
            const names = labels(
                clusters.map((cluster) => ({
                    x: cluster.x,
                    y: cluster.y,
                    radius: size(Math.min(cluster.events, most)),
                    words: nameOf(cluster),
                })),
                width,
                6,
            );
            dots.replaceChildren(
                ...clusters.map((cluster, index) => {
                    const coop = cluster.places.reduce((n, { quad1, quad2 }) => n + quad1 + quad2, 0),
                        conf = cluster.places.reduce((n, { quad3, quad4 }) => n + quad3 + quad4, 0);
                    const share = coop / (coop + conf || 1);
                    const radius = size(Math.min(cluster.events, most));
                    return svg(
                        "g",
                        {
                            class: "spot",
                            transform: `translate(${cluster.x} ${cluster.y})`,
                            click: () => opened(index),
                            pointerenter: () => show(index),
                            pointerleave: hide,
                        },
                        svg("circle", {
                            r: radius,
                            class: share > 0.66 ? "quad2" : share < 0.34 && conf ? "quad4" : "quad0",
                        }),
                        svg(
                            "text",
                            {
                                x: names[index]!.x,
                                y: names[index]!.y,
                                "text-anchor": names[index]!.anchor,
                                class: names[index]!.fits ? null : "crowded",
                            },
                            nameOf(cluster),
                        ),
                    );
                }),
            );
        };
        // The page must scroll over the map: a wheel zooms with Ctrl or when the map has the focus, fingers when they are two.
        const mayZoom = (event: Event): boolean =>
            event.type === "wheel"
                ? (event as WheelEvent).ctrlKey || document.activeElement === picture
                : event.type.startsWith("touch")
                  ? (event as TouchEvent).touches.length > 1
                  : !(event as MouseEvent).button;
        const behaviour = zoom<SVGSVGElement, unknown>()
            .scaleExtent([1, 60])
            .translateExtent([
                [0, 0],
                [width, height],
            ])
            .filter(mayZoom)
            .on("zoom", (event: D3ZoomEvent<SVGSVGElement, unknown>) => {
                now = event.transform;
                land.setAttribute("transform", now.toString());
                land.setAttribute("stroke-width", String(0.7 / now.k));
                hide();
                place();
                if (now.k > 2.5 && outlines === world)
                    void (fine ??= load(fineUrl)).then(
                        (better) => {
                            if (outlines === better) return;
                            outlines = better;
                            drawLand();
                        },
                        () => (fine = null),
                    );
            });
        const selection = select(picture as SVGSVGElement).call(behaviour);
        // At first as near as all places allow, though never nearer than a country.
        const [[x0, y0], [x1, y1]] = path.bounds(points);
        const k = Math.max(1, Math.min(14, 0.82 / Math.max((x1 - x0) / width, (y1 - y0) / height, 0.01)));
        const whole = (): void => void selection.call(behaviour.transform, zoomIdentity);
        const fit = (): void =>
            void selection.call(
                behaviour.transform,
                zoomIdentity.translate(width / 2 - (k * (x0 + x1)) / 2, height / 2 - (k * (y0 + y1)) / 2).scale(k),
            );
        fit();
        walk(picture, () => clusters.length, {
            say: (index) => words(clusters[index]!).join(": "),
            show,
            open: opened,
            leave: hide,
            key: (event) => {
                if (event.key === "+" || event.key === "=") selection.call(behaviour.scaleBy, 1.6);
                else if (event.key === "-") selection.call(behaviour.scaleBy, 1 / 1.6);
                else if (event.key === "0") fit();
                else return false;
                return true;
            },
        });
        const button = (words: string, label: string, click: () => void): HTMLElement =>
            h("button", { type: "button", "aria-label": label, title: label, click }, words);
        box.querySelectorAll("svg, .zoom").forEach((old) => old.remove());
        box.prepend(
            picture,
            h(
                "div",
                { class: "zoom" },
                button("+", "Zoom in", () => selection.call(behaviour.scaleBy, 1.6)),
                button("−", "Zoom out", () => selection.call(behaviour.scaleBy, 1 / 1.6)),
                button("◻", "All places", fit),
                button("◯", "The whole world", whole),
            ),
        );
    });
}

// Places that would cover each other become one: the largest first, each takes in what its circle touches.
function clustersOf(points: { x: number; y: number; place: Place }[], radius: (events: number) => number): Cluster[] {
    const clusters: Cluster[] = [];
    for (const { x, y, place } of [...points].sort((a, b) => b.place.events - a.place.events)) {
        const near = clusters.find(
            (cluster) =>
                Math.hypot(cluster.x - x, cluster.y - y) < radius(cluster.events) * 0.75 + radius(place.events) * 0.75,
        );
        if (near) {
            near.places.push(place);
            near.events += place.events;
        } else {
            clusters.push({ x, y, places: [place], events: place.events });
        }
    }
    return clusters.sort((a, b) => b.events - a.events);
}
