package explore

// This file tests that what the engine says of a failure is said in the
// person's language. The engine's own errors are used where a test can have
// them.

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"corelanes/app/text"
	"corelanes/engine"
	_ "corelanes/engine/entry" // as in the program
	"corelanes/engine/trace"
)

// speak chooses a language for a test.
func speak(t *testing.T, l text.Language) {
	t.Helper()
	test.NewTempApp(t)
	if err := text.Use(l); err != nil {
		t.Fatal(err)
	}
}

// english is a word that a Russian reader should not meet.
var english = regexp.MustCompile(`\b(the|is|are|must|no|was|with|in|it|file|line|signal|worker)\b`)

func TestWhatTheEngineRefusesIsSaidInRussian(t *testing.T) {
	speak(t, text.Russian)
	refused := func(p engine.Plan) error {
		_, err := p.Checked()
		return err
	}
	_, missing := os.Open(filepath.Join(t.TempDir(), "nothing"))
	for _, c := range []struct {
		err  error
		says string
	}{
		{refused(engine.Plan{Scenario: "race", Model: "threads", Workers: 1_000_000}), "исполнителей: «1000000» не подходит; допустимо: целое число от 1 до"},
		{refused(engine.Plan{Scenario: "barrier", Model: "sequential"}), "не для этого сценария: исполнители ждут друг друга"},
		{refused(engine.Plan{Scenario: "race", Model: "free-threads", Penalty: 100}), "коэффициент от 1 до"},
		{missing, text.X("a.because.missing")},
	} {
		if c.err == nil {
			t.Errorf("nothing was refused of %q", c.says)
			continue
		}
		if said := sayError(c.err); !strings.Contains(said, c.says) || english.MatchString(said) {
			t.Errorf("%v: %q, want %q", c.err, said, c.says)
		}
	}
}

func TestEverythingWrongWithAListOfAddressesIsSaidInRussian(t *testing.T) {
	speak(t, text.Russian)
	for list, says := range map[string]string{
		"ftp://x/\n":                                "Строка 1 списка адресов: «ftp://x/» должна начинаться",
		"http://x/\n\nhttp:///\n":                   "Строка 3 списка адресов: в «http:///» нет имени",
		"http://x/ http://y/\n":                     "есть пробел",
		"http://x:99999/\n":                         "«99999» не порт",
		"# nothing\n":                               "нет ни одного адреса",
		strings.Repeat("http://localhost/\n", 6000): "больше 5000 адресов",
	} {
		path := filepath.Join(t.TempDir(), "list")
		if err := os.WriteFile(path, []byte(list), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := engine.Plan{Scenario: "downloads", Model: "threads", Set: map[string]string{"urls": path}}.Checked()
		if err == nil {
			t.Fatalf("%.40q is legal", list)
		}
		if said := sayError(err); !strings.Contains(said, says) || english.MatchString(strings.ReplaceAll(said, path, "")) {
			t.Errorf("%.40q: %q", list, said)
		}
	}
}

func TestAFolderIsNoListOfAddresses(t *testing.T) {
	speak(t, text.Russian)
	_, err := engine.Plan{Scenario: "downloads", Model: "threads", Set: map[string]string{"urls": t.TempDir()}}.Checked()
	if err == nil || !strings.Contains(sayError(err), "не читается") {
		t.Errorf("it says %v", err)
	}
}

func TestAWorkerThatIsKilledIsNamedWithItsPID(t *testing.T) {
	speak(t, text.Russian)
	r, err := engine.Start(engine.Plan{Scenario: "squares", Model: "processes", Workers: 2, Set: map[string]string{"numbers": "200", "upto": "100000"}})
	if err != nil {
		t.Fatal(err)
	}
	pid, look := 0, time.NewTicker(5*time.Millisecond)
	defer look.Stop()
	for pid == 0 {
		select {
		case <-r.Done():
			t.Fatalf("it ended: %v", r.Wait().Err)
		case <-look.C:
		}
		r.Recording().Update(r.Now())
		for _, l := range r.Recording().Cut().Lanes() {
			if l.Info.Kind == trace.LaneProcess && l.Info.PPID != os.Getpid() && l.Info.PID != 0 {
				pid = l.Info.PID
			}
		}
	}
	p, err := os.FindProcess(pid)
	if err != nil || p.Kill() != nil {
		t.Fatalf("kill %d: %v", pid, err)
	}
	said := sayError(r.Wait().Err)
	if !strings.Contains(said, "(PID "+strconv.Itoa(pid)+") ") || english.MatchString(said) {
		t.Errorf("%v is told as %q", r.Wait().Err, said)
	}
}

func TestAProcessThatDiedIsNamedWithItsPIDAndSignal(t *testing.T) {
	speak(t, text.Russian)
	for err, says := range map[string]string{
		"main: a worker process died: Worker-2 (PID 417) was killed by signal 9 (killed)":            "процесс Worker-2 (PID 417) убит сигналом 9",
		"the runner process (PID 416) was killed by signal 9 (killed)":                               "процесс запуска (PID 416) убит сигналом 9",
		"a worker process died: Worker-1 (PID 5) ended with exit code 3; it printed: out of\nmemory": "процесс Worker-1 (PID 5) завершился с кодом 3; он напечатал: out of\nmemory",
		"start the run: no space left on device":                                                     "start the run: no space left on device",
	} {
		if said := sayError(errors.New(err)); said != says {
			t.Errorf("%q is told as %q", err, said)
		}
	}
}
