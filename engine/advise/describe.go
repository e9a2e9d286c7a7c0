package advise

// This file holds reading a job off a description in words, English or Russian.
//
// Nothing is understood here: words are looked up by how they begin, and numbers
// by the unit behind them. That is enough for "download 1,500 pages, 200 ms each",
// and wrong for much else; so whoever shows the job also shows what it was taken
// from, and the person corrects it.

import (
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Answer is one of the things that a job consists of.
type Answer string

// The answers that words can give.
const (
	AnswerWaiting  Answer = "waiting"
	AnswerNative   Answer = "native"
	AnswerPieces   Answer = "pieces"
	AnswerEach     Answer = "each"
	AnswerBytes    Answer = "bytes"
	AnswerShared   Answer = "shared"
	AnswerBlocking Answer = "blocking"
	AnswerIsolated Answer = "isolated"
)

// Taken is an answer and the words that gave it.
type Taken struct {
	Answer Answer
	From   string // as the description has it
}

// kind is what a word tells of a job.
type kind uint8

const (
	waits kind = iota
	computes
	native
	shared
	blocking
	isolated
)

// hints are how the words begin that tell something, in both languages.
var hints = map[kind][]string{
	waits: {"download", "upload", "fetch", "request", "http", "url", "api", "web", "site", "page", "network", "socket", "scrap", "crawl", "database", "sql", "wait", "sleep", "mail", "i/o",
		"скач", "загру", "запрос", "сет", "сайт", "страниц", "сокет", "баз", "бд", "ждёт", "ждет", "ожида", "ждать", "ввод", "письм", "файл", "file", "disk", "диск"},
	computes: {"comput", "calculat", "cpu", "math", "factori", "simulat", "model", "train", "image", "video", "render", "pars", "process", "crypt", "digit", "sum", "prime", "count",
		"вычисл", "счит", "расч", "матем", "фактор", "моделир", "обуч", "изобр", "картин", "видео", "обраб", "разбор", "крипт", "шифр", "сумм", "прост"},
	native:   {"numpy", "pandas", "scipy", "hash", "sha", "md5", "compress", "gzip", "zip", "opencv", "torch", "хеш", "хэш", "сжат", "сжим", "архив"},
	shared:   {"shared", "common", "counter", "общ", "счётч", "счетч", "раздел"},
	blocking: {"blocking", "synchronous", "psycopg2", "блокирующ", "синхронн"},
	isolated: {"crash", "isolat", "segfault", "untrusted", "сбо", "изол", "пада", "упад"},
}

// Shares of waiting that kinds of work stand for: orders of magnitude, like
// everything that words tell.
const (
	onlyWaiting = 1
	halfWaiting = 0.6 // both were named
)

// timeUnits, sizeUnits and multiples are what may stand behind a number.
var (
	timeUnits = map[string]time.Duration{
		"µs": time.Microsecond, "us": time.Microsecond, "мкс": time.Microsecond, "ms": time.Millisecond, "мс": time.Millisecond, "millisecond": time.Millisecond, "миллисекунд": time.Millisecond,
		"s": time.Second, "sec": time.Second, "second": time.Second, "с": time.Second, "сек": time.Second, "секунд": time.Second, "min": time.Minute, "minute": time.Minute, "мин": time.Minute, "минут": time.Minute,
	}
	sizeUnits = map[string]float64{
		"b": 1, "byte": 1, "байт": 1, "kb": 1e3, "кб": 1e3, "kib": 1 << 10, "кибибайт": 1 << 10, "килобайт": 1e3, "mb": 1e6, "мб": 1e6, "mib": 1 << 20, "мегабайт": 1e6, "gb": 1e9, "гб": 1e9, "гигабайт": 1e9,
	}
	multiples = map[string]float64{"k": 1e3, "thousand": 1e3, "тыс": 1e3, "тысяч": 1e3, "m": 1e6, "million": 1e6, "млн": 1e6, "миллион": 1e6}
)

// number is a figure with what stands behind it: digits in groups of three may be
// apart by a comma or a space.
var number = regexp.MustCompile(`(\d{1,3}(?:[ ,\x{00a0}\x{202f}]\d{3})+|\d+)([.,]\d+)?\s*(%|[\pL\x{00b5}]*)`)

// word is a word of a description.
var word = regexp.MustCompile(`[\pL\d/_]+`)

// Describe is a job with what a description in words tells of it, English or
// Russian; what that does not tell stays as it was. It says what was taken from
// which words; nothing taken: the description tells nothing.
func Describe(j Job, description string) (Job, []Taken) {
	d := reading{job: j}
	d.numbers(description)
	d.words(description)
	return d.job, d.taken
}

type reading struct {
	job   Job
	taken []Taken
}

func (d *reading) take(a Answer, from string) { d.taken = append(d.taken, Taken{a, from}) }

// numbers takes what figures tell: a time, a size, or how many there are, the
// largest of which counts.
func (d *reading) numbers(description string) {
	largest, from := 0.0, ""
	for _, m := range number.FindAllStringSubmatch(description, -1) {
		x, err := strconv.ParseFloat(strings.NewReplacer(" ", "", ",", "", "\u00a0", "", "\u202f", "").Replace(m[1])+strings.Replace(m[2], ",", ".", 1), 64)
		unit := strings.ToLower(m[3])
		if err != nil || x <= 0 || unit == "%" {
			continue
		}
		said := strings.TrimSpace(m[0])
		if t, is := unitOf(timeUnits, unit); is {
			if each := x * float64(t); each >= 1 && each <= float64(MaxEach) {
				d.job.Each = time.Duration(each)
				d.take(AnswerEach, said)
			}
			continue
		}
		if b, is := unitOf(sizeUnits, unit); is {
			if x*b <= MaxBytes {
				d.job.Bytes = int(x * b)
				d.take(AnswerBytes, said)
			}
			continue
		}
		if by, is := unitOf(multiples, unit); is {
			x *= by
		}
		if x >= 1 && x <= MaxPieces && x > largest {
			largest, from = x, said
		}
	}
	if largest > 0 {
		d.job.Pieces = int(largest)
		d.take(AnswerPieces, from)
	}
}

// unitOf is a unit by its name; words of more than two letters may have an ending.
func unitOf[T any](units map[string]T, name string) (found T, is bool) {
	if u, is := units[name]; is {
		return u, true
	}
	for n, u := range units {
		if rest, begins := strings.CutPrefix(name, n); begins && len([]rune(n)) > 3 && len([]rune(rest)) <= 2 {
			return u, true
		}
	}
	return found, false
}

// words takes what words tell.
func (d *reading) words(description string) {
	var by [isolated + 1]string // the first word of each kind
	for _, w := range word.FindAllString(description, -1) {
		low := strings.ToLower(w)
		for k, stems := range hints {
			for _, s := range stems {
				if by[k] == "" && strings.HasPrefix(low, s) {
					by[k] = w
				}
			}
		}
	}
	works := by[computes]
	if works == "" {
		works = by[native]
	}
	switch {
	case by[waits] != "" && works != "":
		d.job.Waiting = halfWaiting
		d.take(AnswerWaiting, by[waits]+", "+works)
	case by[waits] != "":
		d.job.Waiting = onlyWaiting
		d.take(AnswerWaiting, by[waits])
	case works != "":
		d.job.Waiting = 0
		d.take(AnswerWaiting, works)
	}
	if works != "" || by[waits] != "" {
		d.job.Native = 0
	}
	if by[native] != "" {
		d.job.Native = 1
		d.take(AnswerNative, by[native])
	}
	for _, x := range []struct {
		k      kind
		answer Answer
		is     *bool
	}{{shared, AnswerShared, &d.job.Shared}, {blocking, AnswerBlocking, &d.job.Blocking}, {isolated, AnswerIsolated, &d.job.Isolated}} {
		if by[x.k] != "" {
			*x.is = true
			d.take(x.answer, by[x.k])
		}
	}
}
