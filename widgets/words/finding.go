package words

// This file says findings in words: what was found, and what helps.

import (
	"fmt"
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"corelanes/engine/insight"
	"corelanes/engine/trace"
)

// Finding says what was found.
func Finding(v *trace.View, f *insight.Finding) string {
	return X("w.finding."+string(f.Kind), about(v, f))
}

// Cure says what helps against it.
func Cure(v *trace.View, f *insight.Finding) string {
	return X("w.finding."+string(f.Kind)+".cure", about(v, f))
}

// FindingName is the kind's name, "Lock contention".
func FindingName(k insight.FindingKind) string { return X("w.finding." + string(k) + ".name") }

// about is what the sentences about a finding tell of it.
func about(v *trace.View, f *insight.Finding) With {
	with := With{
		"Lanes": lanesOf(v, f.Lanes), "First": "", "Others": "", "Obj": "", "It": "", "Lock": "", "ItsLock": "", "Objs": "",
		"Count": f.Count, "Figure": figure(f),
	}
	if len(f.Lanes) > 0 {
		with["First"], with["Others"] = Lane(v, f.Lanes[0]), lanesOf(v, f.Lanes[1:])
	}
	var objs []string
	for i, o := range f.Objs {
		objs = append(objs, Obj(v, o))
		with[[]string{"Obj", "Lock"}[min(i, 1)]] = Obj(v, o)
		with[[]string{"It", "ItsLock"}[min(i, 1)]] = Named(v, o)
	}
	with["Objs"] = strings.Join(objs, ", ")
	return with
}

// maxNamed is how many lanes are named in a sentence.
const maxNamed = 5

func lanesOf(v *trace.View, lanes []trace.Lane) string {
	var out []string
	for i, l := range lanes {
		if i == maxNamed {
			out = append(out, "…")
			break
		}
		out = append(out, Lane(v, l))
	}
	return strings.Join(out, ", ")
}

// Opening is a sentence as it stands by itself: it begins with a capital, unless
// it begins with the name of a worker.
func Opening(v *trace.View, sentence string) string {
	for i := range v.Lanes() {
		if name := v.Lanes()[i].Info.Name; name != "" && strings.HasPrefix(sentence, name) {
			return sentence
		}
	}
	first, n := utf8.DecodeRuneInString(sentence)
	if n == 0 {
		return ""
	}
	return string(unicode.ToUpper(first)) + sentence[n:]
}

// figure is what was measured, with its unit.
func figure(f *insight.Finding) string {
	switch f.Unit {
	case "share":
		return fmt.Sprintf("%.0f %%", 100*f.Figure)
	case "s":
		return Units().Duration(trace.Time(math.Round(f.Figure * 1e9)))
	}
	return fmt.Sprintf("%.0f", f.Figure)
}
