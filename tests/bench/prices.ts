/** List prices in US dollars without tax, as they were read on the day below; change both together. */
export const PRICES_READ = '2026-10-28';

export interface Price {
  name: string;
  /** A gigabyte to viewers in Europe or North America, in the first step of volume. */
  gigabyte: number;
  /** Ten thousand HTTPS requests. */
  tenThousandRequests?: number;
  /** A dedicated core for an hour, from a machine of four. Without it the audience is served by a CDN. */
  coreHour?: number;
  source: string;
}

const SERVERS = 'https://github.com/moveinfra/eu-cloud-prices';

export const PRICES: readonly Price[] = [
  {
    name: 'Hetzner, own edge',
    gigabyte: 0.001_2,
    coreHour: 0.032_8,
    source: `CCX23 (${SERVERS}); traffic above what a server includes, EUR 1 a terabyte (https://docs.hetzner.com/cloud/billing/faq)`,
  },
  {
    name: 'Amazon EC2, own edge',
    gigabyte: 0.09,
    coreHour: 0.051_7,
    source: `m6a.xlarge, Frankfurt (${SERVERS}); https://aws.amazon.com/ec2/pricing/on-demand/`,
  },
  {
    name: 'bunny.net Volume',
    gigabyte: 0.005,
    source: 'https://docs.bunny.net/cdn/pricing',
  },
  {
    name: 'Google Cloud CDN',
    gigabyte: 0.08,
    tenThousandRequests: 0.007_5,
    source: 'https://cloud.google.com/cdn/pricing',
  },
  {
    name: 'Amazon CloudFront',
    gigabyte: 0.085,
    tenThousandRequests: 0.01,
    source: 'https://aws.amazon.com/cloudfront/pricing/',
  },
];
