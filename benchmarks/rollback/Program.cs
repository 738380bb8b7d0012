using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using OtEdge.RollbackBenchmark;

const int Warm = 5;
int rounds = args is [var first, ..] && int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out int asked) ? asked : 200;
int clients = args is [_, var second, ..] && int.TryParse(second, NumberStyles.None, CultureInfo.InvariantCulture, out int wanted) ? wanted : 8;
if (args is ["-h" or "--help", ..] || args.Length > 2)
{
    Terminal.WriteLine("usage: dotnet run -c Release --project benchmarks/rollback [-- ROUNDS [CLIENTS]]     default: 200 rounds, 8 clients that read without a pause");
    return 2;
}

using var device = new Device();
using var gateway = new Gateway(device.Port);
IPEndPoint listen = await gateway.ListensAtAsync();
using var known = new Witness(new Wire(Gateway.Declared, listen, Wire.Write(10)));
using var stranger = new Witness(new Wire("127.0.0.9", listen, Wire.Write(11)));
await gateway.ProposeAsync("monitor");

using var load = new Load([.. Enumerable.Range(0, clients).Select(_ => new Wire(Gateway.Declared, listen, Wire.Read))]);
long began = Stopwatch.GetTimestamp();
var breach = new List<double>();
for (int round = 0; round < rounds + Warm; round++)
{
    await gateway.CallLegitimateAsync(Gateway.Declared);
    known.Forget();
    string id = await gateway.ProposeAsync("enforce");
    JsonElement change = await gateway.UntilAsync($"changes/{id}", found => found.GetProperty("state").GetString() == "rolled_back");
    if (!change.GetProperty("outcome").GetString()!.Contains("legitimate", StringComparison.Ordinal))
    {
        throw new InvalidOperationException($"it went back for another reason: {change.GetProperty("outcome")}");
    }

    breach.Add(await TookAsync(known, from: null));
}

known.Pause();
var hurt = new List<double>();
for (int round = 0; round < rounds + Warm; round++)
{
    stranger.Forget();
    string id = await gateway.ProposeAsync("enforce");
    while (stranger.Last.Refused == 0)
    {
        await Task.Delay(1);
    }

    long pressed = Stopwatch.GetTimestamp();
    Task step = gateway.PostAsync($"changes/{id}/hurt", new { reason = "bench" });
    hurt.Add(await TookAsync(stranger, pressed));
    await step;
}

double seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
Terminal.WriteLine(string.Create(
    CultureInfo.InvariantCulture,
    $"{clients} clients read without a pause, {load.Answers / seconds:N0} answers a second; {Environment.ProcessorCount} processors; load average {File.ReadAllText("/proc/loadavg")[..4]}"));
Print("first refusal of what was legitimate, to the first answer by the old posture", breach);
Print("\"it hurts\" sent to the API, to the first answer by the old posture", hurt);
Exception? fault = load.Fault ?? known.Fault ?? stranger.Fault;
Terminal.WriteLine(fault is null ? "no connection dropped" : $"FAILED: {fault.Message}");
return fault is null ? 0 : 1;

static async Task<double> TookAsync(Witness witness, long? from)
{
    while (witness.Last is not { Refused: > 0, Answered: > 0 })
    {
        await Task.Delay(1);
    }

    (long refused, long answered) = witness.Last;
    return Stopwatch.GetElapsedTime(from ?? refused, answered).TotalMilliseconds;
}

static void Print(string what, List<double> took)
{
    double[] sorted = [.. took.Skip(Warm).Order()];
    double At(double share) => sorted[(int)Math.Ceiling(share * sorted.Length) - 1];
    Terminal.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{what}: {sorted.Length} times, p50 {At(0.5):0.0} ms, p99 {At(0.99):0.0} ms, longest {sorted[^1]:0.0} ms"));
}
