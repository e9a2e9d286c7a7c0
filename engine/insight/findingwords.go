package insight

// This file says findings in words, in the command line's English: what was
// found, and what helps.

import (
	"fmt"
	"strings"

	"corelanes/engine/trace"
)

// findingWords are the sentences of the kinds of findings, and their cures.
// {who} are the lanes, {first} and {others} the first of them and the rest, {what} is the first object,
// {with} the second, {all} all of them; {n} the count; {figure} the figure with its unit.
var findingWords = map[FindingKind][2]string{
	LockOrder: {"{who} take {all} in orders that can meet in a circle: this run ended well by luck",
		"take the locks in one order everywhere, or take one lock over all, or wait with a time-out and give back"},
	Unguarded: {"{who} read and write {what}, and no lock guards it",
		"hold one lock whenever it is read or written"},
	Unprotected: {"{who} touched {what} {figure} of {n} times without {with}, which guards it otherwise",
		"hold {with} at every access"},
	LostUpdate: {"{figure} updates of {what} were lost: {first} wrote a value made of an old one over what {others} had written",
		"hold a lock from reading the value to writing the new one"},
	LostWakeup: {"{others} began to wait for {what} after {first} had signalled it with nobody there to hear; nobody woke them",
		"change the state under the lock and look at it in a loop before waiting: while not ready: wait()"},
	NeverFills: {"{who} wait at {what}, which needs {n} more to come, and not so many are left that could",
		"make the barrier for as many as come to it, or let who leaves break it: abort(), or a time-out"},
	NeverNotified: {"{who} wait for {what}, and everybody who ever notified it has ended",
		"notify all when the last one leaves, or wait with a time-out and look again"},
	Contention: {"{who} spent {figure} of the workers' time waiting for {what}, {n} times",
		"hold the lock for less, give each part of the data its own lock, or let each worker have its own data and put it together in the end"},
	LockConvoy: {"{who} queue for {what} again as soon as they have released it, {n} times in a row: handing it over takes {figure} of the time",
		"take the lock less often, for more work at once; a lock that lets newcomers pass dissolves the line"},
	GILConvoy: {"{who} waits {figure} for {what} each time its data is there ({n} times): threads that compute do not let go before the switch interval is over",
		"compute in processes or interpreters, shorten the switch interval, or use threads without a GIL"},
	GILStaircase: {"{who} compute one after another under {what}: for {figure} of the run a thread waits for it that could have used another core",
		"compute in processes, interpreters or threads without a GIL, or in native code that releases it"},
	StairStep: {"the work is shared out unevenly: {first} works on when the others are done, and {figure} of the workers' time is idle",
		"cut the work into smaller pieces, hand them out one by one, the largest first"},
	Oversubscription: {"{n} threads want to execute at once, more than there are cores: they spend {figure} of that time waiting for a core",
		"as many workers as there are cores; tasks or fewer threads for what only waits"},
	BlockedLoop: {"{who} kept {what} from all other tasks for {figure}",
		"await what waits; compute in a process pool, or in pieces with sleep(0) between them; block in a thread"},
	Straggler: {"{who} came last to {what}, and the others spent {figure} of that phase waiting ({n} such phases)",
		"share the work of a phase out evenly, or let workers that are done take some of what is left"},
}

// Words say what was found.
func (f *Finding) Words(v *trace.View) string { return f.fill(v, findingWords[f.Kind][0]) }

// Cure says what helps.
func (f *Finding) Cure(v *trace.View) string { return f.fill(v, findingWords[f.Kind][1]) }

func (f *Finding) fill(v *trace.View, form string) string {
	objs := make([]string, 0, len(f.Objs))
	for _, o := range f.Objs {
		if x := v.Obj(o); x != nil {
			objs = append(objs, x.Info.Name)
		}
	}
	with := []string{"{who}", some(v, f.Lanes), "{n}", fmt.Sprint(f.Count), "{figure}", f.figure(), "{all}", strings.Join(objs, ", ")}
	if len(f.Lanes) > 0 {
		with = append(with, "{first}", laneName(v, f.Lanes[0]), "{others}", some(v, f.Lanes[1:]))
	}
	if len(objs) > 0 {
		with = append(with, "{what}", objs[0])
	}
	if len(objs) > 1 {
		with = append(with, "{with}", objs[1])
	}
	return strings.NewReplacer(with...).Replace(form)
}

// maxNamed is how many lanes are named in a sentence.
const maxNamed = 5

// some names lanes, or so many of them.
func some(v *trace.View, lanes []trace.Lane) string {
	if len(lanes) <= maxNamed {
		return names(v, lanes)
	}
	return fmt.Sprintf("%d workers (%s …)", len(lanes), strings.TrimSuffix(strings.ReplaceAll(names(v, lanes[:maxNamed-1]), " and ", ", "), ", "))
}

func (f *Finding) figure() string {
	switch f.Unit {
	case "share":
		return fmt.Sprintf("%.0f %%", 100*f.Figure)
	case "s":
		if f.Figure < 1 {
			return fmt.Sprintf("%.3g ms", 1000*f.Figure)
		}
		return fmt.Sprintf("%.3g s", f.Figure)
	}
	return fmt.Sprintf("%.0f", f.Figure)
}
