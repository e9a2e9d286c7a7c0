package loop_test

// This file holds the server that the loop's clients talk to, in a process of
// its own.

import (
	"fmt"
	"io"
	"net"
	"os"
)

// envEcho makes of this test's program the server.
const envEcho = "CORELANES_TEST_ECHO"

// serveEcho sends back what each client sends, until its input ends.
func serveEcho() {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	fmt.Println(ln.Addr())
	go func() { // ends with the process
		for {
			c, err := ln.Accept()
			if err != nil {
				return
			}
			go func() { // ends when the client hangs up
				defer c.Close()
				_, _ = io.Copy(struct{ io.Writer }{c}, struct{ io.Reader }{c})
			}()
		}
	}()
	_, _ = io.Copy(io.Discard, os.Stdin)
}
