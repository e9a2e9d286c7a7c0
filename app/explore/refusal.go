package explore

// This file says in the person's language why the engine refused something that is
// known: its reasons are sentences with names and numbers in them, and each kind has
// a row in one table.

import (
	"regexp"
	"strconv"
	"sync"

	"corelanes/app/text"
	"corelanes/engine"
)

// refusal is one kind of reason: the engine's sentence, of which the named groups
// stand in the text with the key, and for which choice it is, "" for any.
type refusal struct {
	what string
	why  *regexp.Regexp
	key  string
}

// refusals are the kinds; the first that fits is it. They are made when the first is
// asked for: the window's start has no use for them.
var refusals = sync.OnceValue(func() (all []refusal) {
	for _, r := range [][3]string{
		{"urls", `^line (?P<Line>\d+): (?P<Text>".*") must begin with`, "a.wrong.line.scheme"},
		{"urls", `^line (?P<Line>\d+): (?P<Text>".*") names no host`, "a.wrong.line.host"},
		{"urls", `^line (?P<Line>\d+): (?P<Text>".*") has a space`, "a.wrong.line.space"},
		{"urls", `^line (?P<Line>\d+): (?P<Text>".*") is not a port`, "a.wrong.line.port"},
		{"urls", `^line \d+: there are more than (?P<Most>\d+) addresses`, "a.wrong.line.many"},
		{"urls", `^there is no address`, "a.wrong.empty"},
		{"urls", ``, "a.wrong.file"},
		{"csv", `^line (?P<Line>\d+): there must be two columns`, "a.wrong.csv.columns"},
		{"csv", `^line (?P<Line>\d+): (?P<Text>".*") is not a number`, "a.wrong.csv.number"},
		{"csv", `^line (?P<Line>\d+): (?P<Text>.*) is not between`, "a.wrong.csv.range"},
		{"csv", `^line (?P<Line>\d+): the sensor's name is longer than (?P<Most>\d+)`, "a.wrong.csv.name"},
		{"csv", `^line \d+: there are more than (?P<Most>\d+) records`, "a.wrong.csv.many"},
		{"csv", `^after (?P<Count>\d+) records`, "a.wrong.csv.broken"},
		{"csv", `^there is no record`, "a.wrong.csv.empty"},
		{"csv", ``, "a.wrong.file"},
		{"folder", ``, "a.wrong.folder"},
		{"", `^the file cannot be read`, "a.wrong.file"},
		{"rows", `would get (?P<Count>\d+) rows, more than (?P<Most>\d+)`, "a.wrong.rows"},
		{"bytes", `would take (?P<Count>\d+) MB of the disk, more than (?P<Most>\d+)`, "a.wrong.disk"},
		{"waits", `^together they would take (?P<Time>\S+);`, "a.wrong.waits"},
		{"interpreter", `^there is no such program`, "a.wrong.program"},
		{"model", `there is no python3 on PATH`, "a.wrong.nopython"},
		{"script", `^(there is no such file|it is no file)`, "a.wrong.script"},
		{"script", `^a real CPython cannot be controlled`, "a.wrong.script.free"},
		{"penalty", `^only free-threads`, "a.wrong.penalty"},
		{"split", `in a controlled run only`, "a.wrong.split"},
		{"lane", `^its? (has no process|worker is no process)`, "a.wrong.signal.none"},
		{"lane", `has ended$`, "a.wrong.signal.ended"},
		{"signal", `^Windows can only end`, "a.wrong.signal.windows"},
		{"", `there is no such worker; at this point there are (?P<Count>\d+)`, "a.wrong.step.nobody"},
		{"", `cannot go: (?P<Lane>.+) waits for the GIL, which (?P<Owner>.+) keeps`, "a.wrong.step.gil"},
		{"", `cannot go: (?P<Lane>.+) waits for the end of (?P<Peer>.+)$`, "a.wrong.step.join"},
		{"", `cannot go: (?P<Lane>.+) has ended$`, "a.wrong.step.ended"},
		{"", `cannot go: (?P<Lane>.+) waits for the \S+ (?P<Obj>.+)$`, "a.wrong.step.waits"},
	} {
		all = append(all, refusal{r[0], regexp.MustCompile(r[1]), r[2]})
	}
	return all
})

// sayWhy says why something that is known cannot be had.
func sayWhy(u *engine.UsageError) string {
	for _, r := range refusals() {
		m := r.why.FindStringSubmatch(u.Why)
		if m == nil || r.what != "" && r.what != u.What {
			continue
		}
		with := text.With{"Got": u.Got, "File": u.Got, "Folder": u.Got}
		for i, name := range r.why.SubexpNames() {
			if name != "" {
				with[name] = unquoted(m[i])
			}
		}
		return text.X(r.key, with)
	}
	return text.X("a.wrong.why", text.With{"What": text.Or("a."+u.What, u.What), "Got": u.Got, "Why": u.Why})
}

// unquoted is what the engine put between quotation marks; anything else stays.
func unquoted(s string) string {
	if in, err := strconv.Unquote(s); err == nil {
		return in
	}
	return s
}

// failedDownloads are the engine's words on a page that could not be had: the run has gone
// on until then, in other processes too, from which they come as text.
var failedDownloads = []struct {
	says *regexp.Regexp
	key  string
}{
	{regexp.MustCompile(`download (\S+): the server answered (.+)$`), "a.download.answered"},
	{regexp.MustCompile(`download (\S+): redirected more than (\d+) times`), "a.download.redirected"},
	{regexp.MustCompile(`download (\S+): it has (\d+) bytes`), "a.download.large"},
	{regexp.MustCompile(`download (\S+): look up (\S+):`), "a.download.unknown"},
	{regexp.MustCompile(`download (\S+): .*(connection refused)`), "a.download.refused"},
	{regexp.MustCompile(`download (\S+): (.+)$`), "a.download.failed"},
}

// sayDownload says which page could not be had, and why; "" when the error is of
// something else.
func sayDownload(why string) string {
	for _, d := range failedDownloads {
		if m := d.says.FindStringSubmatch(why); m != nil {
			return text.X(d.key, text.With{"Address": m[1], "Why": m[2]})
		}
	}
	return ""
}
