package loop_test

// This file tests the loop over the network of those systems that have none of
// their own here: every test of this package once more.

import (
	"os"
	"os/exec"
	"testing"

	"corelanes/engine/osys"
	"corelanes/engine/osys/netpoll"
)

// envPortable has the loops of this test's program wait as they do elsewhere.
const envPortable = "CORELANES_TEST_PORTABLE"

// portable is that network.
func portable() (osys.Network, error) { return netpoll.New(), nil }

func TestEveryTestOfTheLoopPassesOverThePortableNetwork(t *testing.T) {
	if os.Getenv(envPortable) != "" {
		t.Skip("this is that run")
	}
	args := []string{"-test.run=.", "-test.count=1"}
	if testing.Short() {
		args = append(args, "-test.short")
	}
	cmd := exec.Command(os.Args[0], args...)
	cmd.Env = append(os.Environ(), envPortable+"=1")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v:\n%s", err, out)
	}
}
