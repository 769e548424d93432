export const resilience = {
  'owner.resilience': 'Server failure',
  'owner.resilience.when': 'When the server that runs the show fails',
  'owner.resilience.none': 'Another server restarts the show after a short interruption',
  'owner.resilience.standby': 'Another server continues the show without interruption',
  'owner.resilience.cost':
    'A standby takes {idle} cores of another server, which also keeps {kept} cores free for the show.',
} as const;
