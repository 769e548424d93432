import { useState } from 'react';
import type { Webhook } from '#client';
import { useText } from '../../i18n/use-text.js';
import { api } from '../../ui/api.js';
import { Badge } from '../../ui/badge.js';
import { Button } from '../../ui/button.js';
import { ConfirmDialog } from '../../ui/confirm-dialog.js';
import { Menu, MenuItem } from '../../ui/menu.js';
import { MoreButton } from '../../ui/more-button.js';
import { queryClient } from '../../ui/query-client.js';
import { runAction } from '../../ui/run-action.js';
import { toast } from '../../ui/toast.js';
import { Deliveries } from './deliveries.js';
import { WebhookDialog } from './webhook-dialog.js';

interface WebhookCardProps {
  webhook: Webhook;
  onChanged(): void;
  onSecret(secret: string): void;
}

export function WebhookCard({ webhook, onChanged, onSecret }: WebhookCardProps) {
  const t = useText();
  const [asks, setAsks] = useState<'change' | 'rotate' | 'delete'>();
  const { id, url, active, events } = webhook;
  const params = { webhookId: id };
  const test = () =>
    runAction(api.calls.call('webhooks.test', { params }), () => {
      toast(t('owner.webhooks.test.sent'));
      void queryClient.invalidateQueries({ queryKey: ['deliveries', id] });
    });
  const rotate = async () => {
    onSecret((await api.calls.call('webhooks.rotate', { params })).secret);
    // A new secret is a new version, from which the next change has to start.
    onChanged();
  };
  const close = () => setAsks(undefined);
  return (
    <li className="card card-pad stack">
      <div className="row">
        <span className="grow webhook-head">
          <h2 className="mono">{url}</h2>
          <span className="small dim">{t.count('owner.webhooks.events.count', events.length)}</span>
        </span>
        {active ? null : <Badge mood="warn">{t('owner.webhooks.paused')}</Badge>}
        <Button size="small" variant="outline" disabled={!active} onClick={test}>
          {t('owner.webhooks.test')}
        </Button>
        <Menu trigger={<MoreButton name={t('owner.webhooks.menu', { url })} />}>
          <MenuItem onSelect={() => setAsks('change')}>{t('owner.webhooks.change')}</MenuItem>
          <MenuItem onSelect={() => setAsks('rotate')}>{t('owner.webhooks.rotate')}</MenuItem>
          <MenuItem bad onSelect={() => setAsks('delete')}>
            {t('common.delete')}
          </MenuItem>
        </Menu>
      </div>
      <div className="stack-tight">
        <h3 className="field-label">{t('owner.webhooks.deliveries')}</h3>
        <Deliveries webhookId={id} isActive={active} />
      </div>
      {asks === 'change' ? <WebhookDialog webhook={webhook} onChanged={onChanged} onClose={close} /> : null}
      <ConfirmDialog
        open={asks === 'rotate'}
        title={t('owner.webhooks.rotate.title')}
        text={t('owner.webhooks.rotate.text')}
        actionLabel={t('owner.webhooks.rotate')}
        onConfirm={() => {
          close();
          runAction(rotate());
        }}
        onCancel={close}
      />
      <ConfirmDialog
        open={asks === 'delete'}
        title={t('owner.webhooks.delete.title')}
        text={t('owner.webhooks.delete.text', { url })}
        actionLabel={t('common.delete')}
        onConfirm={() => {
          close();
          runAction(api.deleteWebhook(id), onChanged);
        }}
        onCancel={close}
      />
    </li>
  );
}
