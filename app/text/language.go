package text

// This file holds the choice of the language.

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"corelanes/assets"
	"corelanes/widgets/words"
)

// Language is a language of the window, as in its files' names.
type Language string

// The languages.
const (
	English Language = "en"
	Russian Language = "ru"
)

// Languages are the languages of the window, in the order of the switch.
var Languages = [...]Language{English, Russian}

// choiceKey is a text whose translation is the language's name: what is chosen
// is what is loaded, and is remembered nowhere else.
const choiceKey = "a.language"

// Chosen is the language in use.
func Chosen() Language { return Language(lang.X(choiceKey, string(English))) }

// System is the language of the window that fits the system's.
func System() Language {
	if strings.HasPrefix(string(lang.SystemLocale()), string(Russian)) {
		return Russian
	}
	return English
}

// Use chooses a language. Texts on show stay as they are until they are asked
// for again. On an error, the language is as before.
func Use(l Language) error {
	all := map[string]any{choiceKey: string(l)}
	data, err := words.Files.ReadFile(string(l) + ".json")
	if err != nil {
		return fmt.Errorf("the language %q: %w", l, err)
	}
	var drawn map[string]any
	if err := json.Unmarshal(data, &drawn); err != nil {
		return fmt.Errorf("the language %q: what the drawings say: %w", l, err)
	}
	texts, err := assets.Texts(string(l))
	if err != nil {
		return fmt.Errorf("the language %q: %w", l, err)
	}
	maps.Copy(all, flat(drawn, l))
	maps.Copy(all, flat(texts, l))
	data, err = json.Marshal(all)
	if err != nil {
		return fmt.Errorf("the language %q: %w", l, err)
	}
	name := lang.SystemLocale().LanguageString() + ".json"
	return errors.Join(lang.AddTranslations(fyne.NewStaticResource(name, data)))
}

// forms are the names of plural forms, in any language.
var forms = [...]string{"zero", "one", "two", "few", "many", "other"}

// flat is texts with every plural form under a key of its own, too, and with
// no form missing: the rule of the system's language may ask for any.
func flat(texts map[string]any, l Language) map[string]any {
	out := make(map[string]any, len(texts))
	for key, v := range texts {
		plural, ok := v.(map[string]any)
		if !ok {
			out[key] = v
			continue
		}
		whole := map[string]any{}
		for _, f := range forms {
			s, ok := plural[f]
			if !ok {
				s = plural["other"]
			}
			if s == nil {
				s = plural[form(l, 5)]
			}
			whole[f], out[key+"."+f] = s, s
		}
		out[key] = whole
	}
	return out
}
