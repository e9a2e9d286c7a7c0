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
	wantRussian(t, "downloads", "urls", map[string]string{
		"ftp://x/\n":                                "Строка 1 списка адресов: «ftp://x/» должна начинаться",
		"http://x/\n\nhttp:///\n":                   "Строка 3 списка адресов: в «http:///» нет имени",
		"http://x/ http://y/\n":                     "есть пробел",
		"http://x:99999/\n":                         "«99999» не порт",
		"# nothing\n":                               "нет ни одного адреса",
		strings.Repeat("http://localhost/\n", 6000): "больше 5000 адресов",
	})
}

func TestEverythingWrongWithAPersonsRecordsIsSaidInRussian(t *testing.T) {
	wantRussian(t, "telemetry", "csv", map[string]string{
		"a,1\nb\n":                             "Строка 2 файла",
		"a,1\nb,2,3\n":                         "два столбца",
		"a,1\nb,many\n":                        "«many» не число",
		"a,9999999999\n":                       "число 9999999999 не между",
		strings.Repeat("a", 101) + ",1\n":      "больше 100 байт",
		"sensor,value\n\n":                     "нет ни одной записи",
		"a,1\n" + strings.Repeat("a", 100_000): "прочитано записей: 1",
	})
}

// wantRussian holds what is said of a person's own files, by their contents: each
// is given to a scenario's parameter.
func wantRussian(t *testing.T, scenario, parameter string, contents map[string]string) {
	t.Helper()
	speak(t, text.Russian)
	for content, says := range contents {
		path := filepath.Join(t.TempDir(), "own")
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		_, err := engine.Plan{Scenario: scenario, Model: "threads", Set: map[string]string{parameter: path}}.Checked()
		if err == nil {
			t.Fatalf("%.40q is legal", content)
		}
		if said := sayError(err); !strings.Contains(said, says) || english.MatchString(strings.ReplaceAll(said, path, "")) {
			t.Errorf("%.40q: %q", content, said)
		}
	}
}

func TestRarerRefusalsAreSaidInRussianToo(t *testing.T) {
	speak(t, text.Russian)
	for says, p := range map[string]engine.Plan{
		"больше 1024 МБ":      {Scenario: "files-to-disk", Model: "threads", Set: map[string]string{"files": "5000", "bytes": "10000000"}},
		"больше 1000000":      {Scenario: "api-calls", Model: "threads", Set: map[string]string{"calls": "5000", "rows": "1000"}},
		"уменьшите число или": {Scenario: "api-calls", Model: "threads", Set: map[string]string{"calls": "5000", "rows": "1", "bytes": "1000000"}},
		"Все ожидания":        {Scenario: "unit-cost", Model: "threads", Set: map[string]string{"waits": "10000", "wait": "1s"}},
		"Делить шаги":         {Scenario: "race", Model: "threads", Split: true},
		"Программы":           {Scenario: "squares", Model: engine.CPython, Interpreter: filepath.Join(t.TempDir(), "python9")},
		"Скрипта":             {Script: &engine.Script{File: filepath.Join(t.TempDir(), "gone.py")}},
		"Замедлить можно":     {Scenario: "squares", Model: "threads", Penalty: 2},
		"не папка с файлами":  {Scenario: "gil-released", Model: "threads", Set: map[string]string{"folder": t.TempDir()}},
	} {
		_, err := p.Checked()
		if err == nil {
			t.Errorf("nothing was refused of %q", says)
			continue
		}
		said := sayError(err)
		if !strings.Contains(said, says) || english.MatchString(regexp.MustCompile(`«.*?»`).ReplaceAllString(said, "")) {
			t.Errorf("%v is told as %q", err, said)
		}
	}
}

func TestAPageThatCannotBeHadIsNamedInRussian(t *testing.T) {
	speak(t, text.Russian)
	for why, says := range map[string]string{
		"download http://a/x: the server answered 404 Not Found":                            "Не удалось загрузить http://a/x: сервер ответил 404 Not Found.",
		"main: download http://a/: redirected more than 10 times":                           "Не удалось загрузить http://a/: сервер перенаправил больше 10 раз.",
		"download http://nobody.invalid/: look up nobody.invalid: lookup: no such host":     "Не удалось загрузить http://nobody.invalid/: узла «nobody.invalid» нет, или нет сети.",
		"download http://127.0.0.1:1/: connect 127.0.0.1:1: connection refused":             "Не удалось загрузить http://127.0.0.1:1/: там никто не отвечает.",
		"download http://a/: it has 900 bytes, of 2 such pages none may have more than 500": "Страница http://a/ слишком велика, чтобы её хранить; байт в ней: 900.",
	} {
		if said := sayError(errors.New(why)); said != says {
			t.Errorf("%q is told as %q", why, said)
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
		"start the run: no space left on device":                                                     "на диске нет места",
		"main: start process Worker-9: fork/exec: resource temporarily unavailable":                  "система больше не даёт запускать процессы и потоки",
		"main: open /tmp/x: too many open files":                                                     "одновременно открыто слишком много файлов и соединений",
	} {
		if said := sayError(errors.New(err)); said != says {
			t.Errorf("%q is told as %q", err, said)
		}
	}
}
