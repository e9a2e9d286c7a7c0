package advise

// This file tests jobs in words.

import (
	"slices"
	"testing"
	"time"
)

func TestAJobIsReadOffItsDescription(t *testing.T) {
	before := Job{Waiting: 0.3, Pieces: 7, Each: time.Second, Bytes: 5}
	for _, c := range []struct {
		says string
		want Job
	}{
		{"download 1,500 pages, 200 ms each", Job{Waiting: onlyWaiting, Pieces: 1500, Each: 200 * time.Millisecond, Bytes: 5}},
		{"Скачать 1 500 страниц, по 0,2 с на каждую", Job{Waiting: onlyWaiting, Pieces: 1500, Each: 200 * time.Millisecond, Bytes: 5}},
		{"compute 20 factorials, 3 minutes each", Job{Waiting: 0, Pieces: 20, Each: 3 * time.Minute, Bytes: 5}},
		{"обработка 1,2 млн записей", Job{Waiting: 0, Pieces: 1_200_000, Each: time.Second, Bytes: 5}},
		{"SHA-256 of 300 files, 2 MB each; a crash must not stop the rest", Job{Waiting: halfWaiting, Native: 1, Pieces: 300, Each: time.Second, Bytes: 2e6, Isolated: true}},
		{"запросы к базе данных блокирующей библиотекой, общий счётчик, 10 тысяч штук", Job{Waiting: onlyWaiting, Pieces: 10_000, Each: time.Second, Bytes: 5, Shared: true, Blocking: true}},
		{"", before}, {"it has to be done quickly", before}, {"50 %", before}, {"99999999999999999999999999 s, 0 ms, 99999999999 GB", before},
	} {
		got, taken := Describe(before, c.says)
		if got != c.want {
			t.Errorf("%q: got %+v, want %+v", c.says, got, c.want)
		}
		if (got == before) != (len(taken) == 0) {
			t.Errorf("%q: what was taken: %v", c.says, taken)
		}
	}
}

func TestEachAnswerNamesItsWords(t *testing.T) {
	_, taken := Describe(Job{Pieces: 1, Each: 1}, "fetch 40 urls of 1 MB, 30 ms each, and gzip them")
	want := []Taken{{AnswerBytes, "1 MB"}, {AnswerEach, "30 ms"}, {AnswerPieces, "40 urls"}, {AnswerWaiting, "fetch, gzip"}, {AnswerNative, "gzip"}}
	if !slices.Equal(taken, want) {
		t.Errorf("taken are %v", taken)
	}
}

func FuzzADescription(f *testing.F) {
	f.Add("download 1,500 pages, 200 ms each")
	f.Add("обработать 12 тысяч картинок по 3 МБ")
	f.Fuzz(func(t *testing.T, s string) {
		j, _ := Describe(Job{Pieces: 1, Each: time.Second}, s)
		if err := j.Check(); err != nil {
			t.Errorf("%q makes %+v: %v", s, j, err)
		}
	})
}
