export type { EpochStart, FragmentIntake, RenditionSpec } from './ports.js';
