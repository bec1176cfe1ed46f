process.stdout.write("started\n");
