import { type FormEvent, useState } from 'react';
import type { Webhook } from '#client';
import { useText } from '../../i18n/use-text.js';
import { api } from '../../ui/api.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { TextField } from '../../ui/field.js';
import { Notice } from '../../ui/notice.js';
import { Switch } from '../../ui/switch.js';
import { useFormAction } from '../../ui/use-form-action.js';
import { eventText, WEBHOOK_EVENTS, withEvent } from './webhook-events.js';

interface WebhookDialogProps {
  webhook: Webhook;
  onChanged(): void;
  onClose(): void;
}

/** The webhook's address, its events, and whether it is active. */
export function WebhookDialog({ webhook, onChanged, onClose }: WebhookDialogProps) {
  const t = useText();
  const [url, setUrl] = useState(webhook.url);
  const [events, setEvents] = useState<Webhook['events']>(webhook.events);
  const [active, setActive] = useState(webhook.active);
  const { busy, problem, setProblem, run } = useFormAction();
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (events.length === 0) {
      setProblem(t('owner.webhooks.events.needed'));
      return;
    }
    void run(async () => {
      await api.calls.call('webhooks.change', {
        params: { webhookId: webhook.id },
        version: webhook.version,
        body: { url: url.trim(), events, active },
      });
      onChanged();
      onClose();
    });
  };
  return (
    <Dialog open onClose={onClose} title={t('owner.webhooks.change')}>
      <form className="stack" onSubmit={save}>
        <TextField
          label={t('owner.webhooks.url')}
          type="url"
          required
          value={url}
          onChange={(event) => setUrl(event.target.value)}
        />
        <Switch label={t('owner.webhooks.active')} checked={active} onChange={setActive} />
        <fieldset className="format">
          <legend className="field-label">{t('owner.webhooks.events')}</legend>
          {WEBHOOK_EVENTS.map((type) => (
            <label key={type} className="format-row">
              <input
                type="checkbox"
                checked={events.includes(type)}
                onChange={(event) => setEvents(withEvent(events, type, event.target.checked))}
              />
              <span className="grow">{eventText(type)}</span>
              <span className="mono dim">{type}</span>
            </label>
          ))}
        </fieldset>
        {problem ? <Notice mood="bad" title={problem} /> : null}
        <div className="dialog-actions">
          <Button variant="outline" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" variant="primary" busy={busy}>
            {t('common.save')}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
