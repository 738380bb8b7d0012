namespace OtEdge.Plant.Line;

/// <summary>A stirred, heated product tank: litres and one temperature.</summary>
/// <remarks>Every litre is accounted for: <c>Litres = initial + LitresIn - LitresDosed - LitresDrained</c>.</remarks>
public sealed class Tank
{
    /// <summary>What the tank holds when full, litres.</summary>
    public const double CapacityLitres = 1000;

    /// <summary>Temperature of the hall, °C.</summary>
    public const double AmbientCelsius = 20;

    // One litre of product is taken as one litre of water, kJ/K.
    private const double HeatCapacity = 4.186;

    // Heat that the wall loses per kelvin over ambient, kW/K.
    private const double LossPerKelvin = 0.4;

    // Below this the heating coil is dry; heat would have nowhere to go.
    private const double CoilCoveredLitres = 20;

    // Gain of the temperature control, kW/K.
    private const double KilowattsPerKelvin = 60;

    private const double BoilingCelsius = 100;

    /// <summary>Creates a tank.</summary>
    /// <param name="litres">First content, 0 to <see cref="CapacityLitres"/>.</param>
    /// <param name="celsius">Its temperature.</param>
    public Tank(double litres, double celsius)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(litres);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(litres, CapacityLitres);
        Litres = litres;
        Celsius = celsius;
    }

    /// <summary>Content, litres, 0 to <see cref="CapacityLitres"/>.</summary>
    public double Litres { get; private set; }

    /// <summary>Temperature of the content, °C, at most 100.</summary>
    public double Celsius { get; private set; }

    /// <summary>Content as a share of the capacity, percent, 0 to 100.</summary>
    public double LevelPercent => Litres / CapacityLitres * 100;

    /// <summary>Litres let in since the start.</summary>
    public double LitresIn { get; private set; }

    /// <summary>Litres filled into bottles since the start.</summary>
    public double LitresDosed { get; private set; }

    /// <summary>Litres drained since the start.</summary>
    public double LitresDrained { get; private set; }

    /// <summary>Lets product or water in; what does not fit stays in the pipe.</summary>
    /// <param name="litres">At most so much.</param>
    /// <param name="celsius">Its temperature.</param>
    public void Fill(double litres, double celsius)
    {
        double taken = Math.Min(litres, CapacityLitres - Litres);
        if (taken <= 0)
        {
            return;
        }

        Celsius = ((Litres * Celsius) + (taken * celsius)) / (Litres + taken);
        Litres = Math.Min(CapacityLitres, Litres + taken);
        LitresIn += taken;
    }

    /// <summary>Takes product for bottles.</summary>
    /// <param name="litres">At most so much.</param>
    /// <returns>Litres really taken.</returns>
    public double Dose(double litres)
    {
        double taken = Math.Min(litres, Litres);
        Litres -= taken;
        LitresDosed += taken;
        return taken;
    }

    /// <summary>Lets content out to the drain.</summary>
    /// <param name="litres">At most so much.</param>
    public void Drain(double litres)
    {
        double taken = Math.Min(litres, Litres);
        Litres -= taken;
        LitresDrained += taken;
    }

    /// <summary>Heats the content and lets the wall lose heat for a while.</summary>
    /// <param name="kilowatts">Power of the coil, not negative.</param>
    /// <param name="seconds">How long.</param>
    public void Heat(double kilowatts, double seconds)
    {
        if (Litres < CoilCoveredLitres)
        {
            // An empty tank has no heat to speak of; it drifts to the hall's temperature.
            Celsius += (AmbientCelsius - Celsius) * Math.Min(1, seconds / 600);
            return;
        }

        double net = kilowatts - LossKilowatts;
        Celsius = Math.Min(BoilingCelsius, Celsius + (net * seconds / (Litres * HeatCapacity)));
    }

    /// <summary>Power that brings the content to a temperature and keeps it there while more flows in, kW, not negative.</summary>
    /// <param name="celsius">The temperature; outside 0 to 100 the nearest of these, and 0 for no number.</param>
    /// <param name="litresPerSecond">What flows in.</param>
    /// <param name="inflowCelsius">Its temperature.</param>
    public double KilowattsFor(float celsius, double litresPerSecond, double inflowCelsius)
    {
        double target = float.IsNaN(celsius) ? 0 : Math.Clamp(celsius, 0, BoilingCelsius);

        // The stream's own heat and the wall's loss are known, so a proportional part is enough for the rest.
        double stream = litresPerSecond * HeatCapacity * Math.Max(0, target - inflowCelsius);
        return Math.Max(0, stream + LossKilowatts + ((target - Celsius) * KilowattsPerKelvin));
    }

    private double LossKilowatts => LossPerKelvin * (Celsius - AmbientCelsius);
}
