import { useState } from 'react';
import type { Invitation } from '#client';
import { useText } from '../i18n/use-text.js';
import { Button } from '../ui/button.js';
import { ConfirmDialog } from '../ui/confirm-dialog.js';
import { whenText } from '../ui/show-text.js';

interface LinkListProps {
  links: readonly Invitation[];
  onRevoke(link: Invitation): void;
}

/** Links that work. Their addresses were shown once: the server keeps no more than a fingerprint of each. */
export function LinkList({ links, onRevoke }: LinkListProps) {
  const t = useText();
  const [doomed, setDoomed] = useState<Invitation>();
  const named = ({ role, name }: Invitation) => {
    const label = t(`links.for.${role}`);
    return name === null ? label : `${label}: ${name}`;
  };
  if (links.length === 0) return <p className="small dim">{t('links.none')}</p>;
  return (
    <>
      <ul className="link-list">
        {links.map((link) => (
          <li key={link.id} className="link-row">
            <span className="grow">
              <strong>{named(link)}</strong>
              <span className="small dim">
                {t('links.until', { when: whenText(link.expiresAt) })}
                {' · '}
                {link.maxUses === 1 ? t('links.uses.once') : t.count('links.used', link.uses)}
              </span>
            </span>
            <Button
              size="small"
              variant="danger"
              aria-label={t('links.revoke.name', { name: named(link) })}
              onClick={() => setDoomed(link)}
            >
              {t('links.revoke')}
            </Button>
          </li>
        ))}
      </ul>
      {doomed ? (
        <ConfirmDialog
          open
          title={t('links.revoke.title', { name: named(doomed) })}
          text={t('links.revoke.text')}
          actionLabel={t('links.revoke')}
          onConfirm={() => {
            setDoomed(undefined);
            onRevoke(doomed);
          }}
          onCancel={() => setDoomed(undefined)}
        />
      ) : null}
    </>
  );
}
