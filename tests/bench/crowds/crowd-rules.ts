/** A crowd says the same lines again and again, at rates that nobody could read: what is measured is the way of each. */
export const CROWD_RULES = {
  messagesPerSecond: 0,
  defences: { newcomerSeconds: 0, actions: { repeated: 'allow', copied: 'allow' } },
} as const;
