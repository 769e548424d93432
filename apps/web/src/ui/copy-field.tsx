import { Check, Copy } from 'lucide-react';
import { useId, useState } from 'react';
import { useText } from '../i18n/use-text.js';
import { Button } from './button.js';

/** A text to copy: a link, a key or a snippet of code. */
export function CopyField({ label, value }: { label: string; value: string }) {
  const t = useText();
  const id = useId();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(value).catch(() => {});
    setCopied(true);
    setTimeout(() => setCopied(false), 2_000);
  };
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      <div className="row-tight">
        <input
          id={id}
          className="input mono"
          readOnly
          value={value}
          onFocus={(event) => event.target.select()}
        />
        <Button
          variant="outline"
          onClick={() => void copy()}
          icon={copied ? <Check size={16} /> : <Copy size={16} />}
        >
          {copied ? t('common.copied') : t('common.copy')}
        </Button>
      </div>
    </div>
  );
}
