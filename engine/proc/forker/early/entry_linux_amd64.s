//go:build lean

#include "textflag.h"

// The place: below Go's heap and above its program, which the linker lays from
// 4 MiB on. early.ld names it too.
#define PLACE 0x10000000
#define PAGE 4096

#define SYS_mmap 9
#define SYS_mprotect 10
#define SYS_exit_group 231

// No Go yet: no goroutine, no stack of its own, no registers with a meaning.
// BX is one that C functions leave alone.
TEXT ·Entry(SB), NOSPLIT|NOFRAME, $0
	MOVQ SP, BX
	MOVQ $SYS_mmap, AX
	MOVQ $PLACE, DI
	MOVQ $(2*PAGE), SI
	MOVQ $3, DX            // PROT_READ, PROT_WRITE
	MOVQ $0x100022, R10    // MAP_PRIVATE, MAP_ANONYMOUS, MAP_FIXED_NOREPLACE
	MOVQ $-1, R8
	MOVQ $0, R9
	SYSCALL
	CMPQ AX, $PLACE
	JNE  fail
	MOVQ ·code(SB), SI
	MOVQ ·code+8(SB), CX
	MOVQ AX, DI
	CLD
	REP; MOVSB
	MOVQ $SYS_mprotect, AX
	MOVQ $PLACE, DI
	MOVQ $PAGE, SI
	MOVQ $5, DX            // PROT_READ, PROT_EXEC
	SYSCALL
	TESTQ AX, AX
	JNE  fail
	MOVQ BX, DI
	MOVQ $PLACE, AX
	CALL AX
	MOVQ BX, SP
	JMP  _rt0_amd64_linux(SB)

fail:
	MOVQ $SYS_exit_group, AX
	MOVQ $71, DI           // EX_OSERR
	SYSCALL

TEXT ·Birth(SB), NOSPLIT, $0-8
	MOVQ $(PLACE+PAGE), AX
	MOVQ AX, ret+0(FP)
	RET
