/** Stands in for a controller that hls.js leaves out where its settings name none. */
const AbsentController = undefined;
// biome-ignore lint/style/noDefaultExport: hls.js imports it by no other name
export default AbsentController;
