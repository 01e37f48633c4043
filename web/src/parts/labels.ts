// Where the names of marks go so that they cover neither each other nor a mark: right, left, above or below, and where there is
// no room at all the name waits until its mark is looked at.

export interface Spot {
    x: number;
    y: number;
    radius: number;
    words: string;
}
export interface Label {
    x: number;
    y: number;
    anchor: "start" | "end" | "middle";
    fits: boolean;
}
interface Box {
    left: number;
    right: number;
    top: number;
    bottom: number;
}

const apart = (a: Box, b: Box): boolean => a.right < b.left || b.right < a.left || a.bottom < b.top || b.bottom < a.top;

// Relative to each spot, those named first getting the best places. `letter`: how wide one is on average.
export function labels(spots: Spot[], width: number, letter = 6.7): Label[] {
    const taken: Box[] = spots.map(({ x, y, radius }) => ({
        left: x - radius,
        right: x + radius,
        top: y - radius,
        bottom: y + radius,
    }));
    return spots.map(({ x, y, radius, words }, index) => {
        const long = words.length * letter;
        const choices: [Label["anchor"], number, number, number][] = [
            ["start", radius + 4, 4, 0],
            ["end", -radius - 4, 4, -long],
            ["middle", 0, -radius - 5, -long / 2],
            ["middle", 0, radius + 13, -long / 2],
        ];
        for (const [anchor, dx, dy, shift] of choices) {
            const left = x + dx + shift;
            const box = { left, right: left + long, top: y + dy - 11, bottom: y + dy + 3 };
            if (left < 0 || box.right > width) continue;
            if (!taken.every((other, i) => i === index || apart(box, other))) continue;
            taken.push(box);
            return { anchor, x: dx, y: dy, fits: true };
        }
        const right = x + radius + 4 + long < width;
        return { anchor: right ? "start" : "end", x: right ? radius + 4 : -radius - 4, y: 4, fits: false };
    });
}
