// Package text holds the window's words: the lookup of a text by its key, and
// the choice of the language while the window is open.
//
// Fyne has no call to choose the language; it takes the system's. So the
// chosen language's texts are loaded under the system language's name, and
// whoever shows a text asks for it again. Plural forms are chosen here, by the
// chosen language's rule and not by the system's.
//
// This file holds the lookup.
package text

import (
	"strconv"
	"sync"

	"fyne.io/fyne/v2/lang"

	"corelanes/assets"
)

// With is the data of a text with {{.Name}} places.
type With = map[string]any

// X is the text of a key in the chosen language.
func X(key string, data ...any) string { return lang.X(key, english()[key], data...) }

// Or is the text of a key in the chosen language, or another text where there
// is no such key.
func Or(key, other string) string {
	if _, known := english()[key]; !known {
		return other
	}
	return X(key)
}

// N is the text of a key for a count of things. Its forms have the keys
// key.one, key.few, key.many, key.other; {{.Count}} is the count.
func N(key string, count int) string {
	return X(key+"."+form(Chosen(), count), With{"Count": count})
}

// Times says how many times, of a number as it is shown: "2.1×", in Russian "2,1 раза"
// and "5 раз".
func Times(shown string) string {
	n, err := strconv.Atoi(shown)
	if err != nil {
		return X("a.times.other", With{"Count": shown})
	}
	return N("a.times", n)
}

// Whole writes a whole number, large ones in groups of three digits: "100,000,000".
func Whole(n int64) string {
	s := strconv.FormatInt(n, 10)
	const ungrouped = 10_000 // in magnitude, below which digits stand together
	if n > -ungrouped && n < ungrouped {
		return s
	}
	between := X("a.thousands")
	for at := len(s) - 3; at > 0 && s[at-1] != '-'; at -= 3 {
		s = s[:at] + between + s[at:]
	}
	return s
}

// form is the plural form of a count in a language.
func form(l Language, n int) string {
	if n < 0 {
		n = -n
	}
	if l != Russian {
		if n == 1 {
			return "one"
		}
		return "other"
	}
	switch ten, hundred := n%10, n%100; {
	case ten == 1 && hundred != 11:
		return "one"
	case ten >= 2 && ten <= 4 && (hundred < 12 || hundred > 14):
		return "few"
	}
	return "many"
}

// english are the fallbacks, read once and never changed.
var english = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	texts, err := assets.Texts(string(English))
	if err != nil {
		return out
	}
	for key, v := range flat(texts, English) {
		if s, ok := v.(string); ok {
			out[key] = s
		}
	}
	return out
})
