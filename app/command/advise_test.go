package command

// This file tests the command advise.

import (
	"strings"
	"testing"
)

func TestAdviceIsGivenForFlagsAndForWords(t *testing.T) {
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	t.Setenv("HOME", t.TempDir())
	for _, c := range []struct {
		args   []string
		status int
		says   string
	}{
		{[]string{"--cpu", "0", "--pieces", "10", "--each", "10us", "--cores", "8"}, ExitDone, "Use sequential with 1 worker"},
		{[]string{"--job", "compute 20 factorials, 3 s each", "--cores", "8"}, ExitDone, "Use process-pool with 8 workers"},
		{[]string{"--job", "скачать 1500 страниц, по 200 мс", "--language", "ru"}, ExitDone, "Возьмите asyncio, по задаче на часть"},
		{[]string{"--job", "hello"}, ExitUsage, "--cpu"},
		{[]string{"--job", "hello", "--cpu", "100", "--pieces", "1"}, ExitDone, "Use sequential with 1 worker"},
		{[]string{"--cpu", "120"}, ExitUsage, "from 0 to 100"},
		{nil, ExitUsage, "--job"},
	} {
		status, out, errs := sourcesRun(t, append([]string{"advise", "--language", "en"}, c.args...)...)
		if status != c.status || !strings.Contains(out+errs, c.says) {
			t.Errorf("%q: status %d, want %d and %q:\n%s%s", c.args, status, c.status, c.says, out, errs)
		}
	}
}
