using OtEdge.Host.Commands;

using var stop = new StopSignals();
return (int)await new CommandLine(Surroundings.OfThisProcess()).RunAsync(args, stop.Token);
