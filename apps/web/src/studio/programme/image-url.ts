/** Where an uploaded image of the show is fetched. */
export const imageUrlOf =
  (showId: string) =>
  (assetId: string): string =>
    `/pictures/${encodeURIComponent(showId)}/${encodeURIComponent(assetId)}`;
