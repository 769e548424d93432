/** As many points as a chart shows side by side; a show of a day has thousands of samples. */
const MOST_POINTS = 240;

export interface ViewerSample {
  atMs: number;
  viewers: number;
}

/** How many watched over the show, oldest first. Of samples that share a point the highest stays: it is the peak that counts. */
export function viewerCurve(samples: readonly ViewerSample[]): ViewerSample[] {
  const perPoint = Math.ceil(samples.length / MOST_POINTS);
  const points: ViewerSample[] = [];
  for (let from = 0; from < samples.length; from += perPoint) {
    const [first, ...rest] = samples.slice(from, from + perPoint);
    if (first === undefined) continue;
    points.push(rest.reduce((most, each) => (each.viewers > most.viewers ? each : most), first));
  }
  return points;
}
