# The register that pages of the documentation begin with, and what DocumentationRunTests sources for them: two reports of
# 2017 and one of 2016, a board with two meetings, an owner, a post and an assurer.
{
    trackerctl init --by "Olive Officer" --body "Oversight body" --force "Metropolitan Police Service"
    for report in "EFF16|PEEL: Police efficiency 2016|HMIC|2016-11-03" \
        "EFF17|PEEL: Police efficiency 2017|HMICFRS|2017-11-09" \
        "EFF17-NATIONAL|PEEL: Police efficiency 2017: a national overview|HMICFRS|2017-11-09" \
        "LEG17|PEEL: Police legitimacy 2017|HMICFRS|2017-12-12"; do
        IFS='|' read -r id title publisher published <<END
$report
END
        trackerctl report add "$id" "$title" --publisher "$publisher" --published "$published" \
            --force "Metropolitan Police Service" --cycle "${published%%-*}"
    done
    trackerctl person add "AC Professionalism" --post "Assistant Commissioner" --role owner
    trackerctl person add "Jo Example" --post "Commander" --role owner
    trackerctl person add "Joint Audit Panel" --role assurer
    trackerctl board add OB "Oversight Board"
    trackerctl meeting add OB-2018-03 --board OB --date 2018-03-06
    trackerctl meeting add OB-2018-06 --board OB --date 2018-06-05
    trackerctl add EFF16-1 --report EFF16 --kind area-for-improvement --opened 2016-11-03 \
        --text "Know what change projects bring, and whether they do"
    trackerctl add EFF17-1 --report EFF17 --kind area-for-improvement --opened 2017-11-09 \
        --text "Understand the demand that is not yet visible" --due 2018-05-31
    trackerctl add LEG17-1 --report LEG17 --kind recommendation --opened 2017-12-12 \
        --text "Make complaining easy for everybody" --deadline "Within three months"
    for item in EFF16-1 EFF17-1 LEG17-1; do
        trackerctl assign "$item" --lead "AC Professionalism" --board OB --on 2018-01-09
    done
    trackerctl progress LEG17-1 --note "Leaflets in nine languages" --complete 40 --meeting OB-2018-03
} >/dev/null
# A logo of one point.
echo iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGOQ9Z8IAAGKAP4H8TdlAAAAAElFTkSuQmCC | base64 -d >logo.png
