// Writes the dashboards: `sh infra/bootstrap/node infra/observability/dashboards.mjs`. One place for their look; the
// files that Grafana reads are kept beside it, so that nobody has to run this to use them.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isEntry } from '../bootstrap/is-entry.mjs';

const SOURCE = { type: 'prometheus', uid: '$source' };
const WIDE = 24;
const HEIGHT = 8;

const panel = (title, unit, queries, { wide = 12, kind = 'timeseries', description = '' } = {}) => ({
  title,
  unit,
  queries,
  wide,
  kind,
  description,
});

const SHOW = 'show=~"$show"';
const quantile = (q, name, labels = 'le', filter = '') =>
  `histogram_quantile(${q}, sum by (${labels}) (rate(${name}_bucket${filter ? `{${filter}}` : ''}[$__rate_interval])))`;

const showPanels = [
  panel('Viewers', 'short', { '{{show}}': `sum by (show) (proscenium_viewers{${SHOW}})` }),
  panel(
    'Behind live',
    's',
    {
      'median {{show}}': `proscenium_viewer_latency_seconds{${SHOW},quantile="0.5"}`,
      '95 % {{show}}': `proscenium_viewer_latency_seconds{${SHOW},quantile="0.95"}`,
    },
    { description: 'As players report it.' },
  ),
  panel('Stalls a minute', 'short', {
    '{{show}}': `sum by (show) (rate(proscenium_viewer_stalls_total{${SHOW}}[$__rate_interval])) * 60`,
  }),
  panel(
    'Parts: from their last frame to players',
    's',
    {
      'median {{show}}': quantile(0.5, 'proscenium_part_delay_seconds', 'show, le', SHOW),
      '95 % {{show}}': quantile(0.95, 'proscenium_part_delay_seconds', 'show, le', SHOW),
    },
    { description: 'Above 0.3 s players stall.' },
  ),
  panel('Frames a second', 'short', {
    '{{show}}': `rate(proscenium_programme_ticks_total{${SHOW}}[$__rate_interval])`,
  }),
  panel('Frames that went wrong, a second', 'short', {
    'repeated {{show}}': `rate(proscenium_programme_repeated_frames_total{${SHOW}}[$__rate_interval])`,
    'dropped {{show}}': `rate(proscenium_programme_dropped_frames_total{${SHOW}}[$__rate_interval])`,
    'late ticks {{show}}': `rate(proscenium_programme_late_ticks_total{${SHOW}}[$__rate_interval])`,
  }),
  panel('CPU of the programme', 'short', { '{{show}} cores': `proscenium_programme_cores{${SHOW}}` }),
  panel(
    'Renditions',
    'short',
    { '{{show}}': `proscenium_programme_renditions{${SHOW}}` },
    { description: 'Fewer than usual: the machine is too small.' },
  ),
  panel('Encoders and decoders replaced', 'short', {
    'encoders {{show}}': `increase(proscenium_programme_encoder_restarts_total{${SHOW}}[$__rate_interval])`,
    'decoders {{show}}': `increase(proscenium_programme_decoder_restarts_total{${SHOW}}[$__rate_interval])`,
  }),
  panel('Input that encoders have not taken', 'short', {
    '{{show}} frames': `proscenium_programme_encoder_behind_frames{${SHOW}}`,
  }),
  panel(
    'Audio against video',
    's',
    { '{{show}}': `proscenium_programme_audio_late_seconds{${SHOW}}` },
    { description: 'Of the guest who is furthest off.' },
  ),
];

/** Of one trait at a time: all, or by edge, browser or country. */
const GROUP = 'show=~"$show",by="$by"';
const quantilesOf = (name, scale = '') => ({
  'median {{group}}': `${name}{${GROUP},quantile="0.5"}${scale}`,
  '95 % {{group}}': `${name}{${GROUP},quantile="0.95"}${scale}`,
});

const audiencePanels = [
  panel('First frame', 's', quantilesOf('proscenium_viewer_start_seconds'), {
    description: 'From being asked to play to the first frame.',
  }),
  panel('Behind live', 's', quantilesOf('proscenium_viewer_behind_seconds')),
  panel(
    'Time spent in stalls',
    'percentunit',
    { '{{group}}': `proscenium_viewer_stalled_ratio{${GROUP}}` },
    { description: 'Of the time that viewers watched or waited.' },
  ),
  panel('Length of a stall', 's', quantilesOf('proscenium_viewer_stall_seconds')),
  panel('Stalls a minute', 'short', {
    '{{group}}': `rate(proscenium_viewer_stalls_told_total{${GROUP}}[$__rate_interval]) * 60`,
  }),
  panel('Players that begin, a minute', 'short', {
    '{{group}}': `rate(proscenium_viewer_starts_total{${GROUP}}[$__rate_interval]) * 60`,
  }),
  panel('Errors of players, a minute', 'short', {
    '{{group}}': `rate(proscenium_viewer_errors_total{${GROUP}}[$__rate_interval]) * 60`,
  }),
  panel(
    'Bitrate of the played video',
    'bps',
    quantilesOf('proscenium_viewer_video_bytes_per_second', ' * 8'),
  ),
  panel('Viewers', 'short', { '{{show}}': `sum by (show) (proscenium_viewers{${SHOW}})` }, { wide: WIDE }),
];

const nodePanels = [
  panel('Shows on air', 'short', { '{{instance}}': 'proscenium_shows_live' }, { kind: 'stat', wide: 6 }),
  panel(
    'People on stages',
    'short',
    { '{{instance}}': 'proscenium_participants' },
    { kind: 'stat', wide: 6 },
  ),
  panel(
    'Viewers',
    'short',
    { '{{instance}}': 'sum by (instance) (proscenium_viewers)' },
    { kind: 'stat', wide: 6 },
  ),
  panel(
    'Version',
    'short',
    { '{{instance}} {{version}}': 'proscenium_build_info' },
    { kind: 'stat', wide: 6 },
  ),
  panel('Answers of pages and API', 's', {
    'median {{instance}}': quantile(0.5, 'proscenium_http_request_seconds', 'instance, le'),
    '95 % {{instance}}': quantile(0.95, 'proscenium_http_request_seconds', 'instance, le'),
  }),
  panel('Answers by route', 's', {
    '95 % {{route}}': quantile(0.95, 'proscenium_http_request_seconds', 'route, le'),
  }),
  panel('Requests a second', 'reqps', {
    '{{status}} {{instance}}':
      'sum by (instance, status) (rate(proscenium_http_request_seconds_count[$__rate_interval]))',
  }),
  panel('Event loop of the server', 's', { '99 % {{instance}}': 'nodejs_eventloop_lag_p99_seconds' }),
  panel(
    'Media paths',
    'short',
    { '{{outcome}} {{instance}}': 'increase(proscenium_media_paths_total[$__rate_interval])' },
    { description: 'Failed: pages are reached, media ports are not.' },
  ),
  panel(
    'Promotions',
    's',
    { '{{step}}': quantile(0.95, 'proscenium_promotion_seconds', 'step, le') },
    { description: 'From the audience to the stage, each step, 95th percentile.' },
  ),
  panel('Front: reloads held', 'short', { '{{instance}}': 'proscenium_front_held_requests' }),
  panel('Front: connections to the server', 'short', {
    'open {{instance}}': 'proscenium_front_proxied_connections',
    'refused a second {{instance}}': 'rate(proscenium_front_unavailable_requests_total[$__rate_interval])',
  }),
  panel(
    'Segments for the object store',
    'short',
    {
      'waiting {{show}}': 'proscenium_shared_waiting_segments',
      'lost {{show}}': 'proscenium_shared_lost_segments',
    },
    {
      description:
        'In a cluster with S3_URL. Lost ones are missing in the recordings that other nodes go on with.',
    },
  ),
  panel('Rewind on disk', 'bytes', { '{{instance}}': 'proscenium_front_stored_bytes' }),
  panel('Memory of the server', 'bytes', { '{{instance}}': 'process_resident_memory_bytes' }),
];

function placed(panels) {
  let x = 0;
  let y = 0;
  return panels.map((each, index) => {
    if (x + each.wide > WIDE) {
      x = 0;
      y += HEIGHT;
    }
    const gridPos = { x, y, w: each.wide, h: HEIGHT };
    x += each.wide;
    return {
      id: index + 1,
      type: each.kind,
      title: each.title,
      description: each.description,
      datasource: SOURCE,
      gridPos,
      fieldConfig: {
        defaults: { unit: each.unit, min: each.title === 'Audio against video' ? undefined : 0 },
        overrides: [],
      },
      targets: Object.entries(each.queries).map(([legendFormat, expr], at) => ({
        refId: String.fromCharCode(65 + at),
        datasource: SOURCE,
        expr,
        legendFormat,
      })),
    };
  });
}

const variable = (name, label, query) => ({
  name,
  label,
  type: 'query',
  datasource: SOURCE,
  query: { query, refId: name },
  refresh: 2,
  multi: true,
  includeAll: true,
  current: { text: 'All', value: '$__all' },
});

const dashboard = (uid, title, panels, variables) => ({
  uid,
  title,
  tags: ['proscenium'],
  timezone: 'browser',
  schemaVersion: 39,
  refresh: '10s',
  time: { from: 'now-30m', to: 'now' },
  templating: {
    list: [{ name: 'source', label: 'Source', type: 'datasource', query: 'prometheus' }, ...variables],
  },
  panels: placed(panels),
});

const choice = (name, label, values) => ({
  name,
  label,
  type: 'custom',
  query: values.join(','),
  options: values.map((value, index) => ({ text: value, value, selected: index === 0 })),
  current: { text: values[0], value: values[0] },
});

const SHOWS = variable('show', 'Show', 'label_values(proscenium_programme_ticks_total, show)');

/** What Grafana reads, by its name in `grafana/`. */
const dashboards = {
  'show.json': dashboard('proscenium-show', 'Proscenium: shows', showPanels, [SHOWS]),
  'audience.json': dashboard('proscenium-audience', 'Proscenium: audience', audiencePanels, [
    SHOWS,
    choice('by', 'By', ['all', 'edge', 'browser', 'country']),
  ]),
  'nodes.json': dashboard('proscenium-nodes', 'Proscenium: nodes', nodePanels, []),
};

export const dashboardFiles = () =>
  Object.entries(dashboards).map(([name, content]) => ({
    name,
    text: `${JSON.stringify(content, null, 2)}\n`,
  }));

if (isEntry(import.meta.url))
  for (const { name, text } of dashboardFiles())
    await writeFile(join(import.meta.dirname, 'grafana', name), text);
