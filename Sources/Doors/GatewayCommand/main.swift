// The command line: the `passerelle` program.

print("passerelle")
