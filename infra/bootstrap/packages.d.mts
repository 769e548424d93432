interface Need {
  package: string;
  program?: string | string[];
  file?: string;
  replacedBy?: string;
  optional?: boolean;
}
export const toRun: Need[];
export const toTest: Need[];
export const toTestLong: Need[];
