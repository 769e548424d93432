/** The player over the whole width of the page. */
export interface Theatre {
  isOn: boolean;
  toggle(): void;
}
