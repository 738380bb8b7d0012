import { useEffect, useState } from "preact/hooks";
import { look, path } from "../api";
import { count, ModeBadge } from "../parts/basics";
import { status, trendOf, trendTick } from "../store";
import { t } from "../texts";
import type { Inventory, Zone } from "../types";

const LANE = 150;
const WIDTH = 1000;

/** Zones as lanes, the highest level on top. */
function lanes(zones: Zone[]): Zone[] {
  return [...zones].sort((a, b) => (b.level ?? 0) - (a.level ?? 0) || a.name.localeCompare(b.name));
}

export function MapPage() {
  const [inventory, setInventory] = useState<Inventory | null>(null);
  useEffect(() => void look<Inventory>(path("inventory")).then(setInventory, () => setInventory(null)), []);
  void trendTick.value;
  const state = status.value!;
  const order = lanes(state.zones);
  const rowOf = (zone: string) => order.findIndex((one) => one.name === zone);
  const place = (index: number, total: number) => (WIDTH / (total + 1)) * (index + 1);
  return (
    <>
      <h1>{t.map.title}</h1>
      <p class="dim small">{t.map.hint}</p>
      <section class="card">
        <svg class="map" viewBox={`0 0 ${WIDTH} ${order.length * LANE - 44}`} width="100%" role="group" aria-label={t.map.title}>
          {order.map((zone, row) => (
            <g key={zone.name}>
              <rect class="lane" x="4" y={row * LANE + 6} width={WIDTH - 8} height={LANE - 60} rx="8" />
              <text x="18" y={row * LANE + 28} font-weight="700">{zone.name}</text>
              {zone.assets.slice(0, 8).map((asset, index, list) => (
                <g key={asset}>
                  <rect class="node" x={place(index, list.length) - 55} y={row * LANE + 40} width="110" height="36" rx="5" />
                  <text x={place(index, list.length)} y={row * LANE + 63} text-anchor="middle">{asset}</text>
                </g>
              ))}
            </g>
          ))}
          {state.conduits.map((conduit, index) => {
            const from = rowOf(conduit.from);
            const to = rowOf(conduit.to);
            if (from < 0 || to < 0) {
              return null;
            }
            const x = place(index, state.conduits.length);
            const [y1, y2] = from <= to ? [from * LANE + LANE - 54, to * LANE + 6] : [from * LANE + 6, to * LANE + LANE - 54];
            const rate = Math.round(trendOf(conduit.name).requests.at(-1) ?? 0);
            return (
              <a key={conduit.name} href={`#/conduits/${conduit.name}`} aria-label={`${conduit.name}: ${t.modes[conduit.mode]}, ${rate}/s`}>
                <path class={conduit.mode} d={`M ${x} ${y1} L ${x} ${y2}`} />
                <text x={x + 8} y={(y1 + y2) / 2 + 4}>{conduit.name}: {t.modes[conduit.mode]}, {count(rate)}/s</text>
              </a>
            );
          })}
        </svg>
      </section>
      <section class="card">
        <h2>{t.map.table}</h2>
        <table>
          <thead><tr><th>{t.traffic.client}</th><th>{t.traffic.conduit}</th><th></th><th>{t.conduit.device}</th><th>{t.traffic.what}</th></tr></thead>
          <tbody>
            {(inventory?.links ?? []).map((link) => (
              <tr key={link.conduit + link.client}>
                <td>{link.client_asset ?? link.client}{link.undeclared && ` (${t.traffic.undeclared})`}</td><td><a href={`#/conduits/${link.conduit}`}>{link.conduit}</a></td>
                <td><ModeBadge mode={state.conduits.find((one) => one.name === link.conduit)?.mode ?? null} /></td><td>{link.device_asset ?? link.device}</td>
                <td>{link.classes.map((one) => `${one.class} ${count(one.times)}`).join(", ")}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}
