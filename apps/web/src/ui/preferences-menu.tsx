import { Languages } from 'lucide-react';
import { useState } from 'react';
import { chooseLocale, currentLocale, LOCALES } from '../i18n/locale.js';
import { useText } from '../i18n/use-text.js';
import { IconButton } from './icon-button.js';
import { Menu, MenuChoice } from './menu.js';
import { chooseTheme, currentTheme, THEMES, type Theme } from './theme.js';

export function PreferencesMenu() {
  const t = useText();
  const [theme, setTheme] = useState(currentTheme);
  const trigger = (
    <IconButton name={t('common.preferences')} variant="ghost">
      <Languages size={18} />
    </IconButton>
  );
  return (
    <Menu trigger={trigger}>
      <MenuChoice
        label={t('common.language')}
        value={currentLocale()}
        options={LOCALES.map((locale) => ({ value: locale, label: t(`locale.${locale}`) }))}
        onChange={(value) => void chooseLocale(LOCALES.find((locale) => locale === value) ?? 'en')}
      />
      <MenuChoice
        label={t('common.theme')}
        value={theme}
        options={THEMES.map((each) => ({ value: each, label: t(`theme.${each}`) }))}
        onChange={(value) => {
          setTheme(value as Theme);
          chooseTheme(value as Theme);
        }}
      />
    </Menu>
  );
}
