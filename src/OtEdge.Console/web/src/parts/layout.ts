import type { Conduit, Link, Zone } from "../types";

// Zones are lanes by level, so a layered layout is given already; what is left is to spread the nodes of each lane.
export const WIDTH = 1100;
const NODE_HEIGHT = 38;
const LANE = 88;
const BAND = 184;
const ABOVE_BOX = 86;
const BOX_HEIGHT = 58;
const NODES_MAX = 10;
const MARGIN = 10;

export interface Node { key: string; label: string; zone: string; declared: boolean; x: number; y: number; width: number }
export interface Box { conduit: Conduit; x: number; y: number; width: number }
export interface Lane { zone: Zone; y: number; hidden: number }
export interface Layout { lanes: Lane[]; nodes: Map<string, Node>; boxes: Box[]; height: number }

export const laneHeight = LANE;
export const nodeHeight = NODE_HEIGHT;
export const boxHeight = BOX_HEIGHT;

export const clientKey = (link: Link) => link.client_asset ?? link.client;

/** Zones from the highest level down. */
const ordered = (zones: Zone[]) => [...zones].sort((a, b) => (b.level ?? 0) - (a.level ?? 0) || a.name.localeCompare(b.name));

/** What stands in a lane: declared assets that talk first, then strangers, then those that are silent. */
function inLane(zone: Zone, conduits: Conduit[], links: Link[]): { key: string; declared: boolean }[] {
  const own = new Set(conduits.filter((conduit) => conduit.from === zone.name).map((conduit) => conduit.name));
  const talks = new Set(links.flatMap((link) => [clientKey(link), link.device_asset ?? ""]));
  const strangers = [...new Set(links.filter((link) => own.has(link.conduit) && !link.client_asset).map(clientKey))];
  return [
    ...zone.assets.filter((asset) => talks.has(asset)).map((key) => ({ key, declared: true })),
    ...strangers.map((key) => ({ key, declared: false })),
    ...zone.assets.filter((asset) => !talks.has(asset)).map((key) => ({ key, declared: true })),
  ];
}

const spread = (index: number, total: number) => (WIDTH / total) * (index + 0.5);

/** Where everything stands; the same for the same site, whatever its traffic is. */
export function layout(zones: Zone[], conduits: Conduit[], links: Link[]): Layout {
  const order = ordered(zones);
  const rows = new Map(order.map((zone, row) => [zone.name, row]));
  const bandOf = (conduit: Conduit) => Math.min(rows.get(conduit.from) ?? 0, rows.get(conduit.to) ?? 0);
  const nodes = new Map<string, Node>();
  const lanes = order.map((zone, row) => {
    const all = inLane(zone, conduits, links);
    const shown = all.slice(0, NODES_MAX);
    const y = row * (LANE + BAND) + 4;
    const width = Math.min(130, WIDTH / Math.max(1, shown.length) - 12);
    shown.forEach(({ key, declared }, index) => nodes.set(key, { key, label: key, zone: zone.name, declared, x: spread(index, shown.length), y: y + LANE - NODE_HEIGHT - 10, width }));
    return { zone, y, hidden: all.length - shown.length };
  });
  // A box stands where its device and its clients pull it, so that lines cross little.
  const pull = (conduit: Conduit) => {
    const own = links.filter((link) => link.conduit === conduit.name);
    const clients = own.map((link) => nodes.get(clientKey(link))?.x ?? WIDTH / 2);
    const device = nodes.get(own[0]?.device_asset ?? "")?.x ?? WIDTH / 2;
    return 2 * device + (clients.length === 0 ? WIDTH / 2 : clients.reduce((total, x) => total + x, 0) / clients.length);
  };
  const boxes = order.flatMap((_, row) => {
    const here = conduits.filter((conduit) => bandOf(conduit) === row).sort((a, b) => pull(a) - pull(b) || a.name.localeCompare(b.name));
    const width = Math.min(230, WIDTH / Math.max(1, here.length) - 2 * MARGIN);
    return here.map((conduit, index) => ({ conduit, x: spread(index, here.length), y: row * (LANE + BAND) + 4 + LANE + ABOVE_BOX, width }));
  });
  const last = conduits.some((conduit) => bandOf(conduit) === order.length - 1);
  return { lanes, nodes, boxes, height: order.length * (LANE + BAND) - (last ? 0 : BAND) + 8 };
}

/** A soft line from one point to another, leaving and arriving upright. */
export function curve(x1: number, y1: number, x2: number, y2: number) {
  const half = (y1 + y2) / 2;
  return `M ${x1} ${y1} C ${x1} ${half}, ${x2} ${half}, ${x2} ${y2}`;
}
