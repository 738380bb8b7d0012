import { trendOf, trendTick } from "../store";

const WIDTH = 96;
const HEIGHT = 22;
const POINTS = 60;

/** The last minute of a conduit's requests per second; the number beside it says the same. */
export function Sparkline({ name }: { name: string }) {
  void trendTick.value;
  const values = trendOf(name).requests.slice(-POINTS);
  const most = Math.max(1, ...values);
  const line = values.map((value, index) => `${((index + POINTS - values.length) * WIDTH) / (POINTS - 1)},${HEIGHT - 2 - ((HEIGHT - 4) * value) / most}`).join(" ");
  return (
    <svg class="spark" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width={WIDTH} height={HEIGHT} aria-hidden="true">
      <polyline points={line} />
    </svg>
  );
}

/** Requests per second now. */
export const rateOf = (name: string) => {
  void trendTick.value;
  const last = trendOf(name).requests.slice(-3);
  return last.length === 0 ? 0 : Math.round(last.reduce((sum, value) => sum + value, 0) / last.length);
};
