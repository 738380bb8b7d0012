namespace OtEdge.Plant.Line;

/// <summary>The belt from the filler to the packer, and the packer's counting of bottles and cartons.</summary>
/// <remarks>No bottle is lost: <c>bottles placed = BottlesPacked + BottlesOnBelt</c>.</remarks>
public sealed class Conveyor
{
    /// <summary>Bottles that fit on the belt.</summary>
    public const int CapacityBottles = 240;

    /// <summary>Bottles that stand on a metre of belt.</summary>
    public const int BottlesPerMetre = 10;

    /// <summary>Bottles in a carton.</summary>
    public const int BottlesPerCarton = 12;

    // What the packer takes in a step is rarely a whole bottle; the rest waits for the next step.
    private double share;

    /// <summary>Speed that the packer is told to run at, metres per second. Default 0.25.</summary>
    public double SpeedSetpoint { get; set; } = 0.25;

    /// <summary>Speed of the belt now, metres per second.</summary>
    public double Speed { get; private set; }

    /// <summary>True while bottles are jammed at the packer; nothing moves.</summary>
    public bool Jammed { get; private set; }

    /// <summary>Bottles between filler and packer.</summary>
    public int BottlesOnBelt { get; private set; }

    /// <summary>Bottles packed since the start.</summary>
    public long BottlesPacked { get; private set; }

    /// <summary>Full cartons since the start.</summary>
    public long Cartons => BottlesPacked / BottlesPerCarton;

    /// <summary>True when no further bottle fits.</summary>
    public bool Full => BottlesOnBelt >= CapacityBottles;

    /// <summary>Puts a filled bottle on the belt.</summary>
    /// <returns>False when the belt is full.</returns>
    public bool Place()
    {
        if (Full)
        {
            return false;
        }

        BottlesOnBelt++;
        return true;
    }

    /// <summary>Jams the bottles at the packer.</summary>
    public void Jam() => Jammed = true;

    /// <summary>Frees a jam, as a person would who then acknowledges it.</summary>
    public void Free() => Jammed = false;

    /// <summary>Moves the belt for a while.</summary>
    /// <param name="seconds">How long.</param>
    public void Step(double seconds)
    {
        Speed = Jammed || BottlesOnBelt == 0 ? 0 : Math.Clamp(SpeedSetpoint, 0, 1);
        share += Speed * BottlesPerMetre * seconds;
        int packed = Math.Min((int)share, BottlesOnBelt);
        share -= Math.Floor(share);
        BottlesOnBelt -= packed;
        BottlesPacked += packed;
    }
}
